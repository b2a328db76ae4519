// Kernels over columns of whole numbers whose size is known, so that nothing overflows. It is C for the reason that
// CDraws is: a C compiler makes a version of a function for each generation of processors.
#ifndef CLANES_H
#define CLANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// How a term makes its number for a row: `offset`; `lane + offset`; `offset - lane`; `lane * factor + offset`.
typedef enum { POL_SAME, POL_SHIFTED, POL_TURNED, POL_SCALED } pol_reading;

/// One side of a kernel.
typedef struct {
    pol_reading reading;
    int64_t factor, offset;
} pol_term;

/// What is made of two numbers: `POL_LESS` and `POL_EQUAL` make masks, all ones or zero; `POL_BOTH` and `POL_EITHER` take
/// two masks, as they stand.
typedef enum { POL_SUM, POL_PRODUCT, POL_LEAST, POL_LESS, POL_EQUAL, POL_BOTH, POL_EITHER } pol_operation;

/// Makes a number of two in each row. Two sizes have to have a difference that fits.
void pol_combine(pol_operation operation, pol_term a, const int64_t *a_lanes, pol_term b, const int64_t *b_lanes,
                 size_t rows, int64_t *result);

/// In each row the number of `a` where the mask is all ones, that of `b` where it is zero.
void pol_select(const int64_t *masks, pol_term a, const int64_t *a_lanes, pol_term b, const int64_t *b_lanes,
                size_t rows, int64_t *result);

/// Every bit in which some lane differs from its sign: a bound on the sizes.
int64_t pol_size_bits(const int64_t *lanes, size_t rows);

/// The sum of lanes that can't be too large.
int64_t pol_lane_sum(const int64_t *lanes, size_t rows);

/// A mask for each condition, and a condition for each mask.
void pol_masks(const bool *conditions, size_t rows, int64_t *masks);
void pol_conditions(const int64_t *masks, size_t rows, bool *conditions);

/// In which rows both conditions hold, or one of them.
void pol_both(const bool *a, const bool *b, size_t rows, bool *result);
void pol_either(const bool *a, const bool *b, size_t rows, bool *result);

/// The places of the conditions that hold, or of the lanes above zero, ascending; returns how many there are. There must be
/// room for all.
size_t pol_places(const bool *conditions, size_t rows, int32_t *places);
size_t pol_places_above_zero(const int64_t *lanes, size_t rows, int32_t *places);

/// Numbers of 32 bits in 64.
void pol_widened(const int32_t *numbers, size_t rows, int64_t *lanes);

/// The agents from `first` on whose number is above zero, and the kind of each: `group * few + number`. There must be room
/// for all, and for 256 kinds, whose rows are counted. Returns how many there are; -1 where a number isn't below `few`.
ptrdiff_t pol_kinds(const int64_t *numbers, const uint8_t *groups, size_t rows, int32_t first, size_t few, int32_t *agents,
                    uint8_t *kinds, int64_t *counts);

/// Adds up what is looked up for agents, and for nobody (below zero); returns whether a sum has left 64 bits.
bool pol_looked_sums(const int32_t *agents, const uint8_t *places, size_t count, const int64_t *table, int64_t *received,
                     int64_t *kept);

/// Adds an amount to the cell of each agent, looked up or its own; nobody (below zero) has none. Returns how many were
/// added: it ends before the first that does not fit.
size_t pol_post_looked(int32_t *cells, const int32_t *agents, const uint8_t *places, size_t count, const int64_t *table);
size_t pol_post_each(int32_t *cells, const int32_t *agents, const int64_t *amounts, size_t count);

/// Goes up one level: from each agent to the one above it. Nobody stays nobody; returns how many are.
size_t pol_rise(int32_t *agents, size_t count, const int32_t *parents);

/// A walk up a chain: who stands there, the kind of what it is about, and the state on arriving.
typedef struct {
    int32_t agent;
    uint8_t kind, state;
} pol_walk;

/// By move, `state * tiers + tier`: the state on leaving, and by kind what is paid, so little that no sum of it leaves 64
/// bits. By state on leaving: whether it goes on to a peer.
typedef struct {
    const uint8_t *nexts;
    const int64_t *amounts;
    const bool *to_peers;
    size_t count, tiers, kinds;
} pol_moves;

/// Makes walks from above each agent, which it leaves in a state that its kind has; without those that end there. Returns
/// how many there are; there must be room for all.
size_t pol_walks_above(const int32_t *agents, const uint8_t *kinds, size_t count, const uint8_t *states, pol_moves moves,
                       const int32_t *higher, const int32_t *peers, pol_walk *walks);

/// Makes a step in every walk, and leaves out those that end there; returns how many are left. Writes down who is paid how
/// much, which may be nothing. There must be room for all.
size_t pol_climb(pol_walk *walks, size_t count, pol_moves moves, const uint8_t *tiers, const int32_t *higher,
                 const int32_t *peers, int32_t *payees, int64_t *amounts, size_t *paid_count);

#endif
