// measure RESULT COMMAND [ARGUMENT...]: runs a command, with this process's own input and output, and writes one line to
// the file RESULT: wall seconds, user and system CPU seconds, peak resident KiB, exit status (128 + signal if it was
// killed).
//
// It is a program of its own, and a small one, because on Linux a child's peak begins with that of the process which
// started it: started from the benchmark itself, no figure could lie below the benchmark's own size.
#define _GNU_SOURCE
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double of(struct timeval time) { return (double)time.tv_sec + 1e-6 * (double)time.tv_usec; }

static int complain(const char *what, int error) {
    fprintf(stderr, "measure: %s: %s\n", what, strerror(error));
    return 70;
}

int main(int count, char **words) {
    if (count < 3) {
        fprintf(stderr, "usage: measure RESULT COMMAND [ARGUMENT...]\n");
        return 64;
    }
    pid_t child;
    const double start = seconds();
    const int error = posix_spawnp(&child, words[2], NULL, NULL, words + 2, environ);
    if (error != 0) return complain(words[2], error);
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR) return complain(words[2], errno);
    }
    const double wall = seconds() - start;

    FILE *result = fopen(words[1], "w");
    if (result == NULL) return complain(words[1], errno);
    fprintf(result, "%.6f %.6f %.6f %ld %d\n", wall, of(usage.ru_utime), of(usage.ru_stime), usage.ru_maxrss,
            WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    if (fclose(result) != 0) return complain(words[1], errno);
    return 0;
}
