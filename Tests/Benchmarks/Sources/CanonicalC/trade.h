// The trade of `examples/spec/canonical.pol`, written by hand for one core: the figures of the script as constants,
// and everything that changes in one `Trade`. Money is whole fen.
//
// Row 0 of every column is the company: it sponsors the founders and itself, so a chain of uplines needs no test for
// its end, and what nobody claims lands in the company's cell by itself. People are rows 1 and up, in order of joining;
// whoever sponsors somebody therefore always stands in a lower row.
#ifndef TRADE_H
#define TRADE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    BLOCK = 1024,            // rows drawn for, and worked on, at a time
    TIERS = 3,               // agent, city, general
    LEVELS = 3,              // uplines that a rebate reaches
    FOUNDERS = 1000,
    RETAIL = 12800,          // what a customer pays for a unit
    MAKING = 600,            // what the company pays to have a unit made
    FEE = 42500,             // paid on joining
    FEE_UPLINE = 17000,      // the sponsor's 40 % of it
    REORDER = 30,            // units, when fewer than these are left
    PATIENCE = 3,            // months before anybody quits
    DESPAIR = -100000,       // and who has lost more than this may
    LONGEST = 240,           // months that a run may have
    MOST_RECRUITS = 12,      // in a month by one person; more has a chance below 2^-32
    MOST_DEMAND = 19,        // units in a month from one person; likewise
};

static const int32_t PRICE[TIERS] = {6800, 4500, 3000};
static const int32_t LOAD[TIERS] = {50, 200, 1000};
static const int32_t PERCENT[LEVELS] = {8, 5, 3};

#define RECRUITING 0.55
#define DEMAND 2.4
#define SHARE_AGENT 0.90
#define SHARE_CITY 0.09
#define QUITTING 0.25

// `standing`: the tier in the low bits, and whether the person is active.
enum { TIER_BITS = 3, ACTIVE = 0x80 };

typedef struct {
    // columns, one cell a row
    int64_t *net;            // money received less money paid
    int32_t *sponsor;
    int16_t *stock;
    uint8_t *standing;
    // sizes
    int64_t people;          // rows that there can be at most, the company's not counted
    int64_t joined;          // people so far, quitters included
    int64_t joined_by[LONGEST + 1];
    int months;
    uint64_t seed;
    // totals
    int64_t orders[TIERS];   // first loads, by the buyer's tier
    int64_t reorders[TIERS];
    int64_t sold;            // units to customers
    int64_t agent_months;    // active people at the ends of months, added up
} Trade;

void trade_open(Trade *trade);          // makes the columns, and month 0, in which the founders join
void trade_month(Trade *trade, int month);

// What is left to ask when the months are over.
typedef struct {
    int64_t active, turnover, shipped, company, first_movers_count, latecomers_count;
    double first_movers, latecomers;    // mean net of who joined by month 1, and after month 12, in fen
    uint64_t hash;
    bool balanced;
} Books;

Books trade_close(const Trade *trade);

#endif
