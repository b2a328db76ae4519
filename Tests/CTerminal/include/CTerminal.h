// A program on a pseudo-terminal, for tests: the calls that Swift's C library does not show.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <sys/types.h>

/// Starts a program on a new pseudo-terminal of some size, which controls it. `words` and `environment` end with
/// NULL. Returns the process, or the negative number of an error; the two ends of the terminal are left open.
pid_t pol_test_start(char *const words[], char *const environment[], const char *folder, int columns, int rows,
                     int *master, int *slave);

#endif
