#include "CLanes.h"

#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define PART static inline __attribute__((always_inline))

// So many rows before it is its turn, memory is asked for what a row will need.
enum { AHEAD = 96 };

PART uint64_t number(pol_reading reading, pol_term term, const int64_t *lanes, size_t row) {
    const uint64_t factor = (uint64_t)term.factor, offset = (uint64_t)term.offset;
    switch (reading) {
    case POL_SAME: return offset;
    case POL_SHIFTED: return (uint64_t)lanes[row] + offset;
    case POL_TURNED: return offset - (uint64_t)lanes[row];
    case POL_SCALED: return (uint64_t)lanes[row] * factor + offset;
    }
    return 0;
}

// All ones below zero. By bits, for a choice would become a jump.
PART uint64_t sign(uint64_t value) { return (uint64_t)((int64_t)value >> 63); }

PART uint64_t combined(pol_operation operation, uint64_t a, uint64_t b) {
    switch (operation) {
    case POL_SUM: return a + b;
    case POL_PRODUCT: return a * b;
    case POL_LEAST: return b + ((a - b) & sign(a - b));
    case POL_BOTH: return a & b;
    case POL_EITHER: return a | b;
    case POL_LESS: return sign(a - b);
    case POL_EQUAL: return ~sign((a - b) | (b - a));
    }
    return 0;
}

// A loop for each way to read the two sides: what is the same in all rows is decided outside.
#define LOOP(A, B, VALUE)                                                                      \
    for (size_t row = 0; row < rows; row++) {                                                  \
        const uint64_t x = number(A, a, a_lanes, row), y = number(B, b, b_lanes, row);         \
        result[row] = (int64_t)(VALUE);                                                        \
    }                                                                                          \
    return;
#define EACH_B(A, VALUE)                                                                       \
    switch (b.reading) {                                                                       \
    case POL_SAME: LOOP(A, POL_SAME, VALUE)                                                    \
    case POL_SHIFTED: LOOP(A, POL_SHIFTED, VALUE)                                              \
    case POL_TURNED: LOOP(A, POL_TURNED, VALUE)                                                \
    case POL_SCALED: LOOP(A, POL_SCALED, VALUE)                                                \
    }                                                                                          \
    return;
#define EACH(VALUE)                                                                            \
    switch (a.reading) {                                                                       \
    case POL_SAME: EACH_B(POL_SAME, VALUE)                                                     \
    case POL_SHIFTED: EACH_B(POL_SHIFTED, VALUE)                                               \
    case POL_TURNED: EACH_B(POL_TURNED, VALUE)                                                 \
    case POL_SCALED: EACH_B(POL_SCALED, VALUE)                                                 \
    }                                                                                          \
    return;

FOR_EACH_PROCESSOR
void pol_combine(pol_operation operation, pol_term a, const int64_t *a_lanes, pol_term b, const int64_t *b_lanes,
                 size_t rows, int64_t *restrict result) {
    switch (operation) {
    case POL_SUM: EACH(combined(POL_SUM, x, y))
    case POL_PRODUCT: EACH(combined(POL_PRODUCT, x, y))
    case POL_LEAST: EACH(combined(POL_LEAST, x, y))
    case POL_BOTH: LOOP(POL_SHIFTED, POL_SHIFTED, combined(POL_BOTH, x, y))
    case POL_EITHER: LOOP(POL_SHIFTED, POL_SHIFTED, combined(POL_EITHER, x, y))
    case POL_LESS: EACH(combined(POL_LESS, x, y))
    case POL_EQUAL: EACH(combined(POL_EQUAL, x, y))
    }
}

FOR_EACH_PROCESSOR
void pol_select(const int64_t *masks, pol_term a, const int64_t *a_lanes, pol_term b, const int64_t *b_lanes,
                size_t rows, int64_t *restrict result) {
    EACH(y ^ ((x ^ y) & (uint64_t)masks[row]))
}

FOR_EACH_PROCESSOR
int64_t pol_size_bits(const int64_t *lanes, size_t rows) {
    uint64_t bits = 0;
    for (size_t row = 0; row < rows; row++) bits |= (uint64_t)lanes[row] ^ sign((uint64_t)lanes[row]);
    return (int64_t)bits;
}

FOR_EACH_PROCESSOR
int64_t pol_lane_sum(const int64_t *lanes, size_t rows) {
    uint64_t sum = 0;
    for (size_t row = 0; row < rows; row++) sum += (uint64_t)lanes[row];
    return (int64_t)sum;
}

FOR_EACH_PROCESSOR
void pol_masks(const bool *conditions, size_t rows, int64_t *restrict masks) {
    for (size_t row = 0; row < rows; row++) masks[row] = -(int64_t)conditions[row];
}

FOR_EACH_PROCESSOR
void pol_conditions(const int64_t *masks, size_t rows, bool *restrict conditions) {
    for (size_t row = 0; row < rows; row++) conditions[row] = masks[row] != 0;
}

FOR_EACH_PROCESSOR
void pol_both(const bool *a, const bool *b, size_t rows, bool *restrict result) {
    for (size_t row = 0; row < rows; row++) result[row] = a[row] & b[row];
}

FOR_EACH_PROCESSOR
void pol_either(const bool *a, const bool *b, size_t rows, bool *restrict result) {
    for (size_t row = 0; row < rows; row++) result[row] = a[row] | b[row];
}

// No branches: where about half of the rows are meant, guessing wrong would cost more than all the rest.
size_t pol_places(const bool *conditions, size_t rows, int32_t *places) {
    size_t found = 0;
    for (size_t row = 0; row < rows; row++) {
        places[found] = (int32_t)row;
        found += conditions[row];
    }
    return found;
}

size_t pol_places_above_zero(const int64_t *lanes, size_t rows, int32_t *places) {
    size_t found = 0;
    for (size_t row = 0; row < rows; row++) {
        places[found] = (int32_t)row;
        found += lanes[row] > 0;
    }
    return found;
}

FOR_EACH_PROCESSOR
void pol_widened(const int32_t *numbers, size_t rows, int64_t *lanes) {
    for (size_t row = 0; row < rows; row++) lanes[row] = numbers[row];
}

ptrdiff_t pol_kinds(const int64_t *numbers, const uint8_t *groups, size_t rows, int32_t first, size_t few,
                    int32_t *restrict agents, uint8_t *restrict kinds, int64_t *restrict counts) {
    // Neighbours are often alike, and a number can't be raised twice at once: so they are counted apart.
    uint32_t some[4][256] = {{0}};
    size_t found = 0;
    uint64_t largest = 0;
    for (size_t row = 0; row < rows; row++) {
        const uint64_t number = (uint64_t)numbers[row];
        const uint8_t kind = (uint8_t)(groups[row] * few + number);
        largest = number > largest ? number : largest;
        agents[found] = first + (int32_t)row;
        kinds[found] = kind;
        some[row & 3][kind]++;
        found += number > 0;
    }
    if (largest >= few) return -1;
    for (size_t kind = 0; kind < 256; kind++) {
        const uint32_t count = some[0][kind] + some[1][kind] + some[2][kind] + some[3][kind];
        counts[kind] = kind % few ? count : 0;
    }
    return found;
}

bool pol_looked_sums(const int32_t *agents, const uint8_t *places, size_t count, const int64_t *table, int64_t *received,
                     int64_t *kept) {
    int64_t to_agents = 0, to_nobody = 0;
    bool overflow = false;
    for (size_t k = 0; k < count; k++) {
        const int64_t amount = table[places[k]], nobody = agents[k] >> 31;
        overflow |= __builtin_add_overflow(to_agents, amount & ~nobody, &to_agents);
        overflow |= __builtin_add_overflow(to_nobody, amount & nobody, &to_nobody);
    }
    *received = to_agents;
    *kept = to_nobody;
    return overflow;
}

size_t pol_post_looked(int32_t *cells, const int32_t *agents, const uint8_t *places, size_t count, const int64_t *table) {
    for (size_t k = 0; k < count; k++) {
        const int32_t agent = agents[k];
        int32_t sum;
        if (agent < 0) continue;
        if (__builtin_add_overflow(cells[agent], table[places[k]], &sum)) return k;
        cells[agent] = sum;
    }
    return count;
}

size_t pol_post_each(int32_t *cells, const int32_t *agents, const int64_t *amounts, size_t count) {
    for (size_t k = 0; k < count; k++) {
        __builtin_prefetch(&cells[agents[k + AHEAD < count ? k + AHEAD : k]]);
        const int32_t agent = agents[k];
        int32_t sum;
        if (agent < 0) continue;
        if (__builtin_add_overflow(cells[agent], amounts[k], &sum)) return k;
        cells[agent] = sum;
    }
    return count;
}

size_t pol_rise(int32_t *agents, size_t count, const int32_t *parents) {
    size_t nobodies = 0;
    for (size_t k = 0; k < count; k++) {
        const int32_t agent = agents[k], nobody = agent >> 31;
        const int32_t above = parents[agent & ~nobody] | nobody;
        agents[k] = above;
        nobodies += (uint32_t)above >> 31;
    }
    return nobodies;
}

// Who stands at the top, and who is paid, can't be foreseen: so both are counted without a branch.
size_t pol_walks_above(const int32_t *agents, const uint8_t *kinds, size_t count, const uint8_t *states, pol_moves moves,
                       const int32_t *higher, const int32_t *peers, pol_walk *restrict walks) {
    size_t left = 0;
    for (size_t k = 0; k < count; k++) {
        const uint8_t state = states[kinds[k]];
        const int32_t next = (moves.to_peers[state] ? peers : higher)[agents[k]];
        walks[left] = (pol_walk){next, kinds[k], state};
        left += 1u ^ ((uint32_t)next >> 31);
    }
    return left;
}

// What a walk will need is asked for some walks ahead, for it lies anywhere in memory. Neighbours in a tree are neighbours in
// a batch, too, and often pay the same agent: these payments are one.
PART size_t climb(pol_walk *walks, size_t count, pol_moves moves, const uint8_t *tiers, const int32_t *higher,
                  const int32_t *peers, int32_t *restrict payees, int64_t *restrict amounts, size_t *paid_count) {
    size_t paid = 0, left = 0;
    int32_t last = -1;
    int64_t run = 0;
    for (size_t k = 0; k < count; k++) {
        const int32_t ahead = walks[k + AHEAD < count ? k + AHEAD : k].agent;
        __builtin_prefetch(&tiers[ahead]);
        __builtin_prefetch(&higher[ahead]);
        pol_walk walk = walks[k];
        const size_t move = walk.state * moves.tiers + tiers[walk.agent];
        const bool is_same = walk.agent == last;
        last = walk.agent;
        run = moves.amounts[move * moves.kinds + walk.kind] + (is_same ? run : 0);
        paid += !is_same;
        payees[paid - 1] = last;
        amounts[paid - 1] = run;
        walk.state = moves.nexts[move];
        walk.agent = (peers && moves.to_peers[walk.state] ? peers : higher)[walk.agent];
        walks[left] = walk;
        left += 1u ^ ((uint32_t)walk.agent >> 31);
    }
    *paid_count = paid;
    return left;
}

size_t pol_climb(pol_walk *walks, size_t count, pol_moves moves, const uint8_t *tiers, const int32_t *higher,
                 const int32_t *peers, int32_t *payees, int64_t *amounts, size_t *paid_count) {
    bool any = false;
    for (size_t move = 0; move < moves.count; move++) any |= moves.to_peers[moves.nexts[move]];
    return any ? climb(walks, count, moves, tiers, higher, peers, payees, amounts, paid_count)
               : climb(walks, count, moves, tiers, higher, NULL, payees, amounts, paid_count);
}
