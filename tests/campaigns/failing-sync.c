/* Preloaded by the fsync campaign: the n-th fsync or fdatasync of the process fails as a dying disk's does, with n from FAIL_AT.
   What was written since the file's last sync is then what such a disk leaves of it: zeros. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 1024, PIECES = 4096 };

struct piece { off_t from; size_t length; };

static struct { int count; struct piece pieces[PIECES]; } unsynced[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long calls;

static ssize_t write_really(int fd, const void *bytes, size_t length, off_t at) {
    static ssize_t (*next)(int, const void *, size_t, off_t);
    if (!next) next = dlsym(RTLD_NEXT, "pwrite64");
    return next(fd, bytes, length, at);
}

static void lose(int fd) {
    for (int i = 0; i < unsynced[fd].count; i++) {
        struct piece piece = unsynced[fd].pieces[i];
        void *zeros = calloc(1, piece.length);
        if (!zeros || write_really(fd, zeros, piece.length, piece.from) < 0) abort();
        free(zeros);
    }
}

static int sync_or_fail(int fd, const char *name) {
    pthread_mutex_lock(&lock);
    const char *at = getenv("FAIL_AT");
    int fails = at && ++calls == atol(at);
    int known = fd >= 0 && fd < FILES;
    int lost = fails && known ? unsynced[fd].count : 0;
    if (lost) lose(fd);
    if (known) unsynced[fd].count = 0;
    pthread_mutex_unlock(&lock);
    if (fails) {
        char link[64], path[4096] = "";
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        if (readlink(link, path, sizeof path - 1) < 0) abort();
        dprintf(2, "failing-sync: %d writes lost of %s\n", lost, path);
        errno = EIO;
        return -1;
    }
    int (*next)(int) = dlsym(RTLD_NEXT, name);
    return next(fd);
}

int fsync(int fd) { return sync_or_fail(fd, "fsync"); }
int fdatasync(int fd) { return sync_or_fail(fd, "fdatasync"); }

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
    pthread_mutex_lock(&lock);
    if (fd >= 0 && fd < FILES && unsynced[fd].count < PIECES)
        unsynced[fd].pieces[unsynced[fd].count++] = (struct piece){ at, length };
    pthread_mutex_unlock(&lock);
    return write_really(fd, bytes, length, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

/* A number that is given again belongs to another file. */
int close(int fd) {
    if (fd >= 0 && fd < FILES) {
        pthread_mutex_lock(&lock);
        unsynced[fd].count = 0;
        pthread_mutex_unlock(&lock);
    }
    int (*next)(int) = dlsym(RTLD_NEXT, "close");
    return next(fd);
}
