// Draws without a state: the word that a person gets in a month for a purpose is a function of these three and the seed.
#ifndef DRAWS_H
#define DRAWS_H

#include "trade.h"

typedef enum { DRAW_RECRUITS = 1, DRAW_TIER, DRAW_DEMAND, DRAW_QUIT } Purpose;

// One word for each of the `BLOCK` rows from `first` on; `first` is a multiple of `BLOCK`.
void draw_words(uint32_t words[restrict BLOCK], uint64_t seed, int64_t first, int month, Purpose purpose);

// A probability as the number of words below which it happens.
uint32_t draw_limit(double probability);

// Where the steps of a Poisson distribution's sum lie, in words.
void poisson_steps(uint32_t *steps, int count, double mean);

// How many steps each word has passed: its value of that distribution.
void poisson_recruits(uint16_t values[restrict BLOCK], const uint32_t words[restrict BLOCK],
                      const uint32_t steps[MOST_RECRUITS]);
void poisson_demand(uint16_t values[restrict BLOCK], const uint32_t words[restrict BLOCK],
                    const uint32_t steps[MOST_DEMAND]);

#endif
