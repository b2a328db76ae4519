// Draws for many persons at once. What a draw is, is said in PolColumns (Philox, DrawKey, Poisson), and the tests hold
// both to the same bits. It is C for one reason: a C compiler makes a version of a function for each generation of
// processors, and the program takes the one that fits when it starts.
#ifndef CDRAWS_H
#define CDRAWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What all draws of a clause and month share: the upper half of Philox's counter, and its key.
typedef struct {
    uint32_t time, clause, seed_low, seed_high;
} pol_draw_key;

/// The first 64 random bits for each person.
void pol_first_words(const uint64_t *persons, size_t count, pol_draw_key key, uint64_t *words);

/// How many `steps` each person's upper 53 bits have reached, 0 for those not `chosen`: a draw by inversion, where step k
/// is the chance of at most k in units of 2^-53, rounded up.
void pol_steps_reached(const uint64_t *persons, const bool *chosen, size_t count, pol_draw_key key,
                       const uint64_t *steps, size_t step_count, int64_t *reached);

/// The key of each parent's child with an ordinal: see `childKey`.
void pol_child_keys(const uint64_t *parents, const uint64_t *ordinals, size_t count, uint64_t *keys);

#endif
