// Calls that the C library has but that Swift's Glibc module hides, because they are GNU extensions.
#pragma once

// mallopt(3)
#include <malloc.h>

// linux man-pages, rename(2); since glibc 2.28. Flag 2 is RENAME_EXCHANGE.
extern int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags);

// linux man-pages, memmem(3)
extern void *memmem(const void *haystack, size_t haystacklen, const void *needle, size_t needlelen);

// linux man-pages, openat2(2); since Linux 5.6, and the C library has no function for it. Resolution stays beneath the
// folder (RESOLVE_BENEATH) and follows no link of /proc (RESOLVE_NO_MAGICLINKS).
extern long syscall(long number, ...);
static inline int open_beneath(int folder, const char *path, int flags) {
  struct { unsigned long long flags, mode, resolve; } how = {(unsigned long long)flags, 0, 0x08 | 0x02};
  return (int)syscall(437, folder, path, &how, sizeof how);
}

// linux man-pages, open(2): a file without a name in a folder. The value of O_TMPFILE differs between processors.
#include <fcntl.h>
#ifndef __O_TMPFILE
#define __O_TMPFILE 020000000
#endif
static inline int open_unnamed(int folder, int mode) {
  return openat(folder, ".", __O_TMPFILE | O_DIRECTORY | O_WRONLY | O_CLOEXEC, mode);
}
