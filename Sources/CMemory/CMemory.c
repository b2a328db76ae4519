#include "CMemory.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

int pol_keep_freed_memory(void) {
#ifdef __GLIBC__
    // What is below 32 MiB, the most that is allowed, comes from the heap, which grows by 16 MiB and never shrinks.
    return mallopt(M_MMAP_THRESHOLD, 1 << 25) & mallopt(M_TRIM_THRESHOLD, 1 << 30) & mallopt(M_TOP_PAD, 1 << 24);
#else
    return 0;
#endif
}
