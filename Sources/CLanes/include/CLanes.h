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

/// Walks up chains, by row: who stands there, the place of what it is about, and the state on arriving.
typedef struct {
    int32_t *agents, *bases, *states;
    size_t count;
} pol_climbs;

/// By state and tier: the state on leaving, and whether somebody is paid; by state on leaving: whether it goes on to a peer.
typedef struct {
    const int32_t *nexts;
    const bool *pays, *to_peers;
    size_t tiers;
} pol_moves;

/// Makes a step in every walk, and leaves out those that end there. Writes down who is paid, by which move, for what;
/// returns how many are. There must be room for all.
size_t pol_climb(pol_climbs *climbs, pol_moves moves, const uint8_t *tiers, const int32_t *higher, const int32_t *peers,
                 int32_t *payees, int32_t *paid_moves, int32_t *paid_bases);

#endif
