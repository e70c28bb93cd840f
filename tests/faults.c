/* Faults of the system on demand, for programs that are started with this library loaded first (LD_PRELOAD).
 *
 * KURABE_KILL_AT=N ends the process with SIGKILL before its N-th act on names or the disk: rename, unlink, link, rmdir,
 * fsync, fdatasync. KURABE_FULL_AT=N lets the disk be full from the N-th byte that is written to files. Whichever is
 * not set does nothing.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long acts, bytes;

static long wanted(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : -1;
}

static void act(void) {
    long at = wanted("KURABE_KILL_AT");
    if (at > 0 && atomic_fetch_add(&acts, 1) + 1 == at) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

#define BEFORE(result, name, declared, passed)                      \
    result name declared {                                          \
        static result(*next) declared;                              \
        if (!next) next = (result(*) declared)dlsym(RTLD_NEXT, #name); \
        act();                                                      \
        return next passed;                                         \
    }

BEFORE(int, rename, (const char *from, const char *to), (from, to))
BEFORE(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
BEFORE(int, unlink, (const char *path), (path))
BEFORE(int, unlinkat, (int at, const char *path, int flags), (at, path, flags))
BEFORE(int, rmdir, (const char *path), (path))
BEFORE(int, link, (const char *from, const char *to), (from, to))
BEFORE(int, linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
BEFORE(int, fsync, (int file), (file))
BEFORE(int, fdatasync, (int file), (file))

static int is_full(int file, size_t length) {
    long at = wanted("KURABE_FULL_AT");
    struct stat data;
    if (at < 0 || fstat(file, &data) != 0 || !S_ISREG(data.st_mode)) return 0;
    return atomic_fetch_add(&bytes, (long)length) + (long)length > at;
}

ssize_t write(int file, const void *from, size_t length) {
    static ssize_t (*next)(int, const void *, size_t);
    if (!next) next = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    if (is_full(file, length)) {
        errno = ENOSPC;
        return -1;
    }
    return next(file, from, length);
}
