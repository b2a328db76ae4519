// What the C library can be told about memory, and Swift's own module for it leaves out.

/// Asks for freed memory to be kept for what comes next, where the C library can be told so: 1 if it was.
int pol_keep_freed_memory(void);
