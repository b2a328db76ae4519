// A month at work. Recruiting and joining go up the rows, since newcomers are numbered in their sponsors' order. Selling,
// ordering and leaving go down them, in one pass: all who could pay a block's people something stand in the same block or
// above it, so their money is complete when the pass arrives there.
#define _GNU_SOURCE
#include "draws.h"
#include "trade.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

typedef struct {
    _Alignas(64) uint32_t words[BLOCK];
    _Alignas(64) uint16_t values[BLOCK];
    _Alignas(64) uint8_t marks[BLOCK];
    uint16_t list[BLOCK + 1];
} Desk;

// Zeroed pages that cost nothing before they are touched; large ones where the system has them.
static void *column(int64_t rows, size_t cell) {
    const size_t bytes = (size_t)rows * cell;
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("canonical");
        exit(70);
    }
#ifdef MADV_HUGEPAGE
    if (bytes >= 1u << 22) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return memory;
}

void trade_open(Trade *trade) {
    // Recruits are written freely and cut at the limit after each block: that much may be written too far.
    const int64_t rows = 1 + trade->people + BLOCK * (MOST_RECRUITS + 4);
    trade->net = column(rows, sizeof *trade->net);
    trade->sponsor = column(rows, sizeof *trade->sponsor);
    trade->stock = column(rows, sizeof *trade->stock);
    trade->standing = column(rows, sizeof *trade->standing);

    const int general = TIERS - 1;
    const int64_t founders = trade->people < FOUNDERS ? trade->people : FOUNDERS;
    for (int64_t row = 1; row <= founders; row++) {
        trade->net[row] = -FEE - (int64_t)LOAD[general] * PRICE[general];
        trade->stock[row] = (int16_t)LOAD[general];
        trade->standing[row] = ACTIVE | general;
    }
    // A founder's fee is the company's alone, and so are the rebates on its load, which has nobody above.
    const int64_t load = (int64_t)LOAD[general] * PRICE[general];
    trade->net[0] = founders * (FEE + load - (int64_t)MAKING * LOAD[general]);
    trade->orders[general] = founders;
    trade->joined = trade->joined_by[0] = founders;
}

// Rows after the people there were: who asked whom, in order. Nobody has more than a few recruits in a month, so four
// cells are written at once, whatever the number, and the next person's begin where this one's end.
static int64_t recruit(Trade *trade, int month, Desk *desk) {
    const int64_t end = trade->joined + 1, limit = trade->people + 1;
    int32_t *restrict sponsor = trade->sponsor;
    uint32_t steps[MOST_RECRUITS];
    poisson_steps(steps, MOST_RECRUITS, RECRUITING * (double)(trade->people - trade->joined) / (double)trade->people);

    int64_t next = end;
    for (int64_t first = 0; first < end && next < limit; first += BLOCK) {
        const int rows = end - first < BLOCK ? (int)(end - first) : BLOCK;
        const uint8_t *restrict standing = trade->standing + first;
        draw_words(desk->words, trade->seed, first, month, DRAW_RECRUITS);
        poisson_recruits(desk->values, desk->words, steps);
        for (int row = 0; row < rows; row++) desk->marks[row] = standing[row] & ACTIVE ? (uint8_t)desk->values[row] : 0;
        for (int row = 0; row < rows; row++) {
            const int32_t who = (int32_t)(first + row);
            const int number = desk->marks[row];
            for (int copy = 0; copy < 4; copy++) sponsor[next + copy] = who;
            for (int copy = 4; copy < number; copy++) sponsor[next + copy] = who;
            next += number;
        }
    }
    return next < limit ? next : limit;
}

// What people of each tier pay at once, and what their three uplines get of it, the sponsor's part of the fee included.
typedef struct {
    int64_t bill[TIERS], share[LEVELS][TIERS];
} Prices;

static Prices prices(const int32_t units[TIERS], int64_t fee, int64_t fee_upline) {
    Prices made;
    for (int tier = 0; tier < TIERS; tier++) {
        const int64_t order = (int64_t)units[tier] * PRICE[tier];
        made.bill[tier] = order + fee;
        for (int level = 0; level < LEVELS; level++) made.share[level][tier] = order * PERCENT[level] / 100;
        made.share[0][tier] += fee_upline;
    }
    return made;
}

// Newcomers in rows `from` to `to` of one block draw a tier, pay the fee and take a first load; then what their uplines
// get of it is paid, in one sum for neighbours with the same sponsor.
static void join(Trade *trade, int month, int64_t first, int64_t from, int64_t to, const Prices *prices, Desk *desk) {
    const uint32_t below_city = draw_limit(SHARE_AGENT), below_general = draw_limit(SHARE_AGENT + SHARE_CITY);
    const int32_t *restrict sponsor = trade->sponsor;
    int64_t *restrict net = trade->net;
    int64_t number[TIERS] = {0};

    draw_words(desk->words, trade->seed, first, month, DRAW_TIER);
    const uint32_t *restrict words = desk->words + (from - first);
    uint8_t *restrict tiers = desk->marks;
    const int rows = (int)(to - from);
    uint32_t above_agent = 0, above_city = 0;
    for (int row = 0; row < rows; row++) {
        const uint32_t city = words[row] >= below_city, general = words[row] >= below_general;
        above_agent += city;
        above_city += general;
        tiers[row] = (uint8_t)(city + general);
    }
    for (int row = 0; row < rows; row++) {
        const int tier = tiers[row];
        trade->standing[from + row] = (uint8_t)(ACTIVE | tier);
        trade->stock[from + row] = (int16_t)(tier == 0 ? LOAD[0] : tier == 1 ? LOAD[1] : LOAD[2]);
    }
    for (int row = 0; row < rows; row++) {
        const int tier = tiers[row];
        net[from + row] = -(tier == 0 ? prices->bill[0] : tier == 1 ? prices->bill[1] : prices->bill[2]);
    }
    number[0] = rows - above_agent;
    number[1] = above_agent - above_city;
    number[2] = above_city;
    for (int tier = 0; tier < TIERS; tier++) {
        trade->orders[tier] += number[tier];
        net[0] += number[tier] * (prices->bill[tier] - (int64_t)MAKING * LOAD[tier]);
    }

    for (int row = 0; row < rows;) {
        const int32_t one = sponsor[from + row], two = sponsor[one], three = sponsor[two];
        int64_t sums[LEVELS] = {0};
        do {
            for (int level = 0; level < LEVELS; level++) sums[level] += prices->share[level][tiers[row]];
            row++;
        } while (row < rows && sponsor[from + row] == one);
        net[one] += sums[0];
        net[two] += sums[1];
        net[three] += sums[2];
        net[0] -= sums[0] + sums[1] + sums[2];
    }
}

// Everybody in a block meets customers; who has too little left afterwards is put on the list of those who order.
static int sell(Trade *trade, int month, int64_t first, int rows, const uint32_t *steps, Desk *desk) {
    int16_t *restrict stock = trade->stock + first;
    int64_t *restrict net = trade->net + first;
    const uint8_t *restrict standing = trade->standing + first;
    uint16_t *restrict values = desk->values;
    uint8_t *restrict marks = desk->marks;
    draw_words(desk->words, trade->seed, first, month, DRAW_DEMAND);
    poisson_demand(values, desk->words, steps);

    int32_t sold = 0, short_of = 0;
    for (int row = 0; row < rows; row++) {
        const int16_t there = -(int16_t)(standing[row] >> 7), had = stock[row], wanted = (int16_t)values[row];
        const int16_t sale = (wanted < had ? wanted : had) & there, left = had - sale;
        const int16_t orders = (left < REORDER) & there;
        stock[row] = left + (orders ? REORDER : 0);
        values[row] = (uint16_t)sale;
        marks[row] = (uint8_t)orders;
        sold += sale;
        short_of += orders;
    }
    for (int row = 0; row < rows; row++) net[row] += (int64_t)values[row] * RETAIL;
    trade->sold += sold;

    int listed = 0;
    if (short_of > 0) {
        for (int row = 0; row < rows; row++) {
            desk->list[listed] = (uint16_t)row;
            listed += marks[row];
        }
    }
    return listed;
}

static void reorder(Trade *trade, int64_t first, int listed, const Prices *prices, const Desk *desk) {
    const int32_t *restrict sponsor = trade->sponsor;
    int64_t *restrict net = trade->net;
    int64_t number[TIERS] = {0};
    for (int entry = 0; entry < listed; entry++) {
        const int64_t row = first + desk->list[entry];
        const int tier = trade->standing[row] & TIER_BITS;
        const int32_t one = sponsor[row], two = sponsor[one], three = sponsor[two];
        net[row] -= prices->bill[tier];
        net[one] += prices->share[0][tier];
        net[two] += prices->share[1][tier];
        net[three] += prices->share[2][tier];
        number[tier]++;
    }
    for (int tier = 0; tier < TIERS; tier++) {
        int64_t kept = prices->bill[tier] - MAKING * REORDER;
        for (int level = 0; level < LEVELS; level++) kept -= prices->share[level][tier];
        net[0] += number[tier] * kept;
        trade->reorders[tier] += number[tier];
    }
}

static void leave(Trade *trade, int month, int64_t first, int rows, Desk *desk) {
    const uint32_t limit = draw_limit(QUITTING);
    const int64_t *restrict net = trade->net + first;
    const uint32_t *restrict words = desk->words;
    uint8_t *restrict standing = trade->standing + first;
    draw_words(desk->words, trade->seed, first, month, DRAW_QUIT);
    for (int row = 0; row < rows; row++) {
        const uint8_t quits = (net[row] < DESPAIR) & (words[row] < limit);
        standing[row] &= quits ? (uint8_t)~ACTIVE : 0xFF;
    }
}

void trade_month(Trade *trade, int month) {
    static const int32_t again[TIERS] = {REORDER, REORDER, REORDER};
    static _Thread_local Desk desk;
    const Prices joining = prices(LOAD, FEE, FEE_UPLINE), ordering = prices(again, 0, 0);

    const int64_t from = trade->joined + 1, to = recruit(trade, month, &desk);
    for (int64_t first = from - from % BLOCK; first < to; first += BLOCK) {
        join(trade, month, first, first < from ? from : first, to - first < BLOCK ? to : first + BLOCK, &joining, &desk);
    }
    trade->joined = trade->joined_by[month] = to - 1;

    uint32_t steps[MOST_DEMAND];
    poisson_steps(steps, MOST_DEMAND, DEMAND);
    const int64_t old = month < PATIENCE ? 0 : trade->joined_by[month - PATIENCE] + 1;
    for (int64_t first = (to - 1) / BLOCK * BLOCK; first >= 0; first -= BLOCK) {
        const int rows = to - first < BLOCK ? (int)(to - first) : BLOCK;
        reorder(trade, first, sell(trade, month, first, rows, steps, &desk), &ordering, &desk);
        if (first < old) leave(trade, month, first, old - first < BLOCK ? (int)(old - first) : BLOCK, &desk);
        int32_t active = 0;
        for (int row = 0; row < rows; row++) active += trade->standing[first + row] >> 7;
        trade->agent_months += active;
    }
}
