#include "draws.h"

#include <math.h>
#include <string.h>

// Philox4x32-10: ten rounds of two multiplications turn a counter of four words into four random words. A quarter of a
// block counts, and the four words of a count go to the same place in each of the four quarters, so that the compiler
// can keep many counts side by side in vectors and stores them as they are.
enum { QUARTER = BLOCK / 4, LANES = 16, ROUNDS = 10 };

void draw_words(uint32_t words[restrict BLOCK], uint64_t seed, int64_t first, int month, Purpose purpose) {
    const uint32_t start = (uint32_t)(first / 4);
    for (int at = 0; at < QUARTER; at += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
            uint32_t x0 = start + (uint32_t)(at + lane), x1 = (uint32_t)month, x2 = (uint32_t)purpose, x3 = 0;
            uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
            for (int round = 0; round < ROUNDS; round++) {
                const uint64_t left = (uint64_t)x0 * 0xD2511F53u, right = (uint64_t)x2 * 0xCD9E8D57u;
                x0 = (uint32_t)(right >> 32) ^ x1 ^ key0;
                x2 = (uint32_t)(left >> 32) ^ x3 ^ key1;
                x1 = (uint32_t)right;
                x3 = (uint32_t)left;
                key0 += 0x9E3779B9u;
                key1 += 0xBB67AE85u;
            }
            words[at + lane] = x0;
            words[QUARTER + at + lane] = x1;
            words[2 * QUARTER + at + lane] = x2;
            words[3 * QUARTER + at + lane] = x3;
        }
    }
}

uint32_t draw_limit(double probability) { return (uint32_t)lround(probability * 0x1p32); }

void poisson_steps(uint32_t *steps, int count, double mean) {
    long double term = expl(-(long double)mean), sum = 0;
    for (int value = 0; value < count; value++) {
        sum += term;
        term *= (long double)mean / (value + 1);
        const long double step = sum * 0x1p32L;
        steps[value] = step < (long double)UINT32_MAX ? (uint32_t)step : UINT32_MAX;
    }
}

// The number of steps must be known to the compiler, so that each stays in a register: hence one function for each.
#define COUNT_STEPS(COUNT)                                  \
    uint32_t own[COUNT];                                    \
    memcpy(own, steps, sizeof own);                         \
    for (int row = 0; row < BLOCK; row++) {                 \
        const uint32_t word = words[row];                   \
        uint32_t passed = 0;                                \
        for (int step = 0; step < COUNT; step++) {          \
            passed += word >= own[step];                    \
        }                                                   \
        values[row] = (uint16_t)passed;                     \
    }

void poisson_recruits(uint16_t values[restrict BLOCK], const uint32_t words[restrict BLOCK],
                      const uint32_t steps[MOST_RECRUITS]) {
    COUNT_STEPS(MOST_RECRUITS)
}

void poisson_demand(uint16_t values[restrict BLOCK], const uint32_t words[restrict BLOCK],
                    const uint32_t steps[MOST_DEMAND]) {
    COUNT_STEPS(MOST_DEMAND)
}
