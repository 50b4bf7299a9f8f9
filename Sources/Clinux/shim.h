// Calls that the C library has but that Swift's Glibc module hides, because they are GNU extensions.
#pragma once

// mallopt(3)
#include <malloc.h>

// linux man-pages, rename(2); since glibc 2.28. Flag 2 is RENAME_EXCHANGE.
extern int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags);

// linux man-pages, memmem(3)
extern void *memmem(const void *haystack, size_t haystacklen, const void *needle, size_t needlelen);
