#define _GNU_SOURCE
#include "CEditLine.h"

int pol_wcwidth(wint_t character) { return wcwidth((wchar_t)character); }
