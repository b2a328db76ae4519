#include "CDraws.h"

#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

enum { LANES = 32, ROUNDS = 10 };

// Philox4x32-10 for the lanes of a block. Every word stands in 64 bits, for that is what vectors multiply.
static inline __attribute__((always_inline)) void philox(const uint64_t *persons, pol_draw_key key, uint64_t *words) {
    for (int lane = 0; lane < LANES; lane++) {
        uint64_t x0 = persons[lane] & 0xffffffffu, x1 = persons[lane] >> 32, x2 = key.time, x3 = key.clause;
        uint32_t key0 = key.seed_low, key1 = key.seed_high;
        for (int round = 0; round < ROUNDS; round++) {
            const uint64_t left = (x0 & 0xffffffffu) * 0xD2511F53u, right = (x2 & 0xffffffffu) * 0xCD9E8D57u;
            // What is left in the upper halves is never looked at.
            x0 = (right >> 32) ^ x1 ^ key0;
            x1 = right;
            x2 = (left >> 32) ^ x3 ^ key1;
            x3 = left;
            key0 += 0x9E3779B9u;
            key1 += 0xBB67AE85u;
        }
        words[lane] = x0 << 32 | (x1 & 0xffffffffu);
    }
}

// Calls `work` on whole blocks; what is left at the end is worked on in a block of its own.
FOR_EACH_PROCESSOR
void pol_first_words(const uint64_t *persons, size_t count, pol_draw_key key, uint64_t *words) {
    size_t first = 0;
    for (; first + LANES <= count; first += LANES) philox(persons + first, key, words + first);
    if (first == count) return;
    uint64_t rest[LANES] = {0}, drawn[LANES];
    for (size_t lane = 0; first + lane < count; lane++) rest[lane] = persons[first + lane];
    philox(rest, key, drawn);
    for (size_t lane = 0; first + lane < count; lane++) words[first + lane] = drawn[lane];
}

FOR_EACH_PROCESSOR
void pol_steps_reached(const uint64_t *persons, const bool *chosen, size_t count, pol_draw_key key,
                       const uint64_t *steps, size_t step_count, int64_t *reached) {
    for (size_t first = 0; first < count; first += LANES) {
        const size_t here = count - first < LANES ? count - first : LANES;
        uint64_t some[LANES] = {0}, words[LANES];
        int64_t passed[LANES] = {0};
        const uint64_t *block = persons + first;
        if (here < LANES) {
            for (size_t lane = 0; lane < here; lane++) some[lane] = persons[first + lane];
            block = some;
        }
        philox(block, key, words);
        int64_t bits[LANES];
        for (int lane = 0; lane < LANES; lane++) bits[lane] = (int64_t)(words[lane] >> 11);
        for (size_t step = 0; step < step_count; step++) {
            const int64_t bar = (int64_t)steps[step];
            int64_t any = 0;
            for (int lane = 0; lane < LANES; lane++) {
                const int64_t over = bits[lane] >= bar;
                passed[lane] += over;
                any |= over;
            }
            // Steps ascend: where nobody reached one, nobody reaches the next.
            if (!any) break;
        }
        for (size_t lane = 0; lane < here; lane++) reached[first + lane] = chosen[first + lane] ? passed[lane] : 0;
    }
}

static inline uint64_t mixed(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

FOR_EACH_PROCESSOR
void pol_child_keys(const uint64_t *parents, const uint64_t *ordinals, size_t count, uint64_t *keys) {
    const uint64_t gamma = 0x9e3779b97f4a7c15u;
    for (size_t k = 0; k < count; k++) keys[k] = mixed(mixed(parents[k] + gamma) ^ (ordinals[k] + 1) * gamma);
}
