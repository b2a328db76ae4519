// LoopC ROWS ROUNDS: the sum of `Scripts/expression.pol`'s expression over its columns, as a loop written by hand, once for
// each round. Prints each sum in whole yuan. Money is fen, and too much of it is an error: status 2.
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { LOAD = 100, PRICE = 6800, RETAIL = 12800, CYCLE = 97 };

typedef struct {
    int64_t count, *net, *stock, *sold;
} Rows;

static Rows rows_of(int64_t count) {
    const size_t bytes = (size_t)count * sizeof(int64_t);
    Rows rows = {count, malloc(bytes), malloc(bytes), malloc(bytes)};
    if (!rows.net || !rows.stock || !rows.sold) {
        perror("LoopC");
        exit(70);
    }
    for (int64_t row = 0; row < count; row++) {
        rows.sold[row] = (row + 1) % CYCLE;
        rows.stock[row] = LOAD - rows.sold[row];
        rows.net[row] = rows.sold[row] * RETAIL - (int64_t)LOAD * PRICE;
    }
    return rows;
}

// The operations raise a flag when a result is out of range.
#define CHECKED(NAME)                                                              \
    static inline int64_t NAME(int64_t a, int64_t b, bool *failed) {               \
        int64_t result;                                                            \
        *failed |= __builtin_##NAME##_overflow(a, b, &result);                     \
        return result;                                                             \
    }
CHECKED(add)
CHECKED(sub)
CHECKED(mul)

static __attribute__((noinline)) int64_t sum_of(const Rows *rows, int64_t bound, bool *failed) {
    int64_t sum = 0;
    for (int64_t row = 0; row < rows->count; row++) {
        const int64_t net = rows->net[row];
        int64_t value;
        if (net < -100000) {
            const int64_t worth = add(net, mul(rows->stock[row], 6800, failed), failed);
            value = sub(0, worth < bound ? worth : bound, failed);
        } else {
            const int64_t size = net < 0 ? sub(0, net, failed) : net;
            const int64_t sales = mul(sub(rows->sold[row], 2, failed), 1200, failed);
            value = add(add(size, sales, failed), mul(row + 1, 100, failed), failed);
        }
        sum = add(sum, value, failed);
    }
    return sum;
}

int main(int count, char **words) {
    const int64_t size = count == 3 ? strtoll(words[1], NULL, 10) : 0, rounds = count == 3 ? strtoll(words[2], NULL, 10) : 0;
    if (size < 1 || rounds < 0) {
        fprintf(stderr, "usage: %s ROWS ROUNDS\n", words[0]);
        return 64;
    }
    const Rows rows = rows_of(size);
    bool failed = false;
    for (int64_t round = 1; round <= rounds; round++) printf("%" PRId64 "\n", sum_of(&rows, round * 100, &failed) / 100);
    if (failed) {
        fprintf(stderr, "LoopC: an amount is out of range\n");
        return 2;
    }
    return 0;
}
