// One door of fixed arity for each variadic use of libedit: Swift can't call C functions of variable arity.

#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <histedit.h>
#include <stdbool.h>

/// The columns of a character in the current locale; -1 for one that can't be printed.
int pol_wcwidth(wint_t character);

#endif
