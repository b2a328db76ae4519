// CanonicalC PEOPLE [MONTHS [SEED]]: the canonical trade on one core. Prints `name value` lines; exit status 3 if the
// books don't balance, 64 for a wrong command line.
#define _GNU_SOURCE
#include "trade.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int64_t argument(int count, char **words, int place, int64_t otherwise) {
    if (place >= count) return otherwise;
    char *end;
    const long long value = strtoll(words[place], &end, 10);
    return *words[place] != 0 && *end == 0 ? value : -1;
}

int main(int count, char **words) {
    Trade trade = {.people = argument(count, words, 1, 0), .months = (int)argument(count, words, 2, 24)};
    const int64_t seed = argument(count, words, 3, 1);
    if (trade.people < 1 || trade.people > INT32_MAX - (1 << 20) || trade.months < 0 || trade.months > LONGEST || seed < 0) {
        fprintf(stderr, "usage: %s PEOPLE [MONTHS [SEED]], with at most %d months\n", words[0], LONGEST);
        return 64;
    }
    trade.seed = (uint64_t)seed;

    const double start = seconds();
    trade_open(&trade);
    for (int month = 1; month <= trade.months; month++) trade_month(&trade, month);
    const double simulated = seconds();
    const Books books = trade_close(&trade);

    printf("joined %" PRId64 "\nactive %" PRId64 "\nagent_months %" PRId64 "\n", trade.joined, books.active,
           trade.agent_months);
    printf("sold %" PRId64 "\nshipped %" PRId64 "\nturnover %" PRId64 "\ncompany %" PRId64 "\n", trade.sold, books.shipped,
           books.turnover, books.company);
    printf("first_movers %.2f\nlatecomers %.2f\n", books.first_movers / 100, books.latecomers / 100);
    printf("simulation %.4f\nclosing %.4f\n", simulated - start, seconds() - simulated);
    printf("hash %016" PRIx64 "\n", books.hash);
    if (!books.balanced) {
        fprintf(stderr, "canonical: the books do not balance\n");
        return 3;
    }
    return 0;
}
