// The end of a run: the books are proved from the columns alone, in whole fen and units, and the script's question is
// answered.
#include "trade.h"

typedef unsigned __int128 Wide;

static uint64_t fold(uint64_t a, uint64_t b) {
    const Wide product = (Wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Every cell of every column and its place count; four sums at a time, so that they don't wait for one another.
static uint64_t state_hash(const Trade *trade) {
    uint64_t lanes[4] = {1, 2, 3, 4};
    for (int64_t row = 0; row <= trade->joined; row++) {
        const uint64_t small = (uint64_t)(uint32_t)trade->sponsor[row] << 32 | (uint64_t)(uint16_t)trade->stock[row] << 16
            | trade->standing[row];
        uint64_t *lane = &lanes[row & 3];
        *lane = fold(*lane ^ (uint64_t)trade->net[row] ^ 0x9E3779B97F4A7C15u, small ^ 0xD6E8FEB86659FD93u);
    }
    return fold(lanes[0] ^ lanes[1] << 1, lanes[2] ^ lanes[3] << 1) ^ (uint64_t)trade->agent_months;
}

// The sum of the nets of people after `from`, up to `to`, both counted from 1; its mean, if there are any.
static double mean_net(const Trade *trade, int64_t from, int64_t to) {
    int64_t sum = 0;
    for (int64_t row = from + 1; row <= to; row++) sum += trade->net[row];
    return to > from ? (double)sum / (double)(to - from) : 0;
}

Books trade_close(const Trade *trade) {
    Books books = {.company = trade->net[0], .hash = state_hash(trade)};
    int64_t money = 0, stock = 0, misplaced = 0, number[TIER_BITS + 1] = {0};
    for (int tier = 0; tier < TIERS; tier++) {
        const int64_t units = trade->orders[tier] * LOAD[tier] + trade->reorders[tier] * REORDER;
        books.shipped += units;
        books.turnover += units * PRICE[tier];
    }
    for (int64_t row = 1; row <= trade->joined; row++) {
        books.active += trade->standing[row] >> 7;
        stock += trade->stock[row];
        misplaced += trade->sponsor[row] >= row;
        number[trade->standing[row] & TIER_BITS]++;
        money += trade->net[row];
    }
    // Money comes in from customers alone and goes out for making alone; units are made, held or sold.
    const bool money_balances = money + books.company == trade->sold * RETAIL - books.shipped * MAKING;
    const bool units_balance = stock == books.shipped - trade->sold;
    books.balanced = money_balances && units_balance && misplaced == 0 && number[TIERS] == 0;
    for (int tier = 0; tier < TIERS; tier++) books.balanced &= number[tier] == trade->orders[tier];

    const int64_t early = trade->joined_by[trade->months < 1 ? trade->months : 1];
    const int64_t late = trade->months < 12 ? trade->joined : trade->joined_by[12];
    books.first_movers_count = early;
    books.latecomers_count = trade->joined - late;
    books.first_movers = mean_net(trade, 0, early);
    books.latecomers = mean_net(trade, late, trade->joined);
    return books;
}
