/* Preloaded by the full-disk campaign: the n-th write to a file below FAIL_IN fails, with n from FAIL_AT.
   FAIL_AS=full: the disk is full from there on. That write is cut in half, and nothing makes a file longer any more.
   FAIL_AS=bad:  that one write finds a bad spot, EIO; the next ones succeed.
   Files called "acks" and "roots" are the observer's and always written. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum verdict { SOUND, CUT, FULL, BAD };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long calls;

static int watched(int fd, char *path, size_t room) {
    const char *below = getenv("FAIL_IN");
    char link[64];
    struct stat file;
    if (!below || fstat(fd, &file) < 0 || !S_ISREG(file.st_mode)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, room - 1);
    if (length < 0) return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    return strncmp(path, below, strlen(below)) == 0 && strcmp(name, "/acks") != 0 && strcmp(name, "/roots") != 0;
}

static int longer(int fd, off_t end) {
    struct stat file;
    return fstat(fd, &file) == 0 && end > file.st_size;
}

static enum verdict judge(int fd, off_t at, size_t length) {
    int before = errno;
    char path[4096];
    enum verdict verdict = SOUND;
    if (!watched(fd, path, sizeof path)) goto done;
    const char *as = getenv("FAIL_AS");
    pthread_mutex_lock(&lock);
    long call = ++calls, n = atol(getenv("FAIL_AT"));
    pthread_mutex_unlock(&lock);
    if (call == n) {
        dprintf(2, "failing-write: %s %zu bytes at %lld of %s\n", as, length, (long long)at, path);
        verdict = strcmp(as, "bad") == 0 ? BAD : CUT;
    } else if (call > n && strcmp(as, "full") == 0 && longer(fd, at + (off_t)length)) {
        verdict = FULL;
    }
done:
    errno = before;
    return verdict;
}

static ssize_t fails(enum verdict verdict) {
    errno = verdict == BAD ? EIO : ENOSPC;
    return -1;
}

static ssize_t write_at(int fd, const void *bytes, size_t length, off_t at) {
    static ssize_t (*next)(int, const void *, size_t, off_t);
    if (!next) next = dlsym(RTLD_NEXT, "pwrite64");
    enum verdict verdict = judge(fd, at, length);
    if (verdict == SOUND) return next(fd, bytes, length, at);
    return verdict == CUT && length > 1 ? next(fd, bytes, length / 2, at) : fails(verdict);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return write_at(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    static ssize_t (*next)(int, const void *, size_t);
    if (!next) next = dlsym(RTLD_NEXT, "write");
    enum verdict verdict = judge(fd, lseek(fd, 0, SEEK_CUR), length);
    if (verdict == SOUND) return next(fd, bytes, length);
    return verdict == CUT && length > 1 ? next(fd, bytes, length / 2) : fails(verdict);
}

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t at) {
    static ssize_t (*next)(int, const struct iovec *, int, off_t);
    if (!next) next = dlsym(RTLD_NEXT, "pwritev64");
    size_t length = 0;
    for (int i = 0; i < count; i++) length += pieces[i].iov_len;
    enum verdict verdict = judge(fd, at, length);
    if (verdict == SOUND) return next(fd, pieces, count, at);
    return verdict == CUT ? next(fd, pieces, 1, at) : fails(verdict);
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off_t at) { return pwritev(fd, pieces, count, at); }
