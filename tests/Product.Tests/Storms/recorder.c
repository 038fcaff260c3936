// Preloaded into a served region: every write to the database file and its log, every cut and every sync goes, in the order it was done,
// into the file named by RECORD_TO, so that a power cut can be played at any point of it. With RECORD_NO_SYNC syncs are not noted: that is
// a disk, or a setting, that keeps nothing for sure.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, CUT = 3 };
struct record { uint32_t kind, file; uint64_t at, length; };

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
static int to = -1;

// 1 the database file, 2 its log, 0 anything else
static uint32_t file_of(int fd) {
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 8) return 0;
  path[n] = 0;
  return strcmp(path + n - 3, ".db") == 0 ? 1 : strcmp(path + n - 7, ".db-wal") == 0 ? 2 : 0;
}

static void note(struct record r, const void *data) {
  if (to < 0) to = open(getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  struct iovec parts[2] = {{&r, sizeof r}, {(void *)data, r.kind == WRITE ? r.length : 0}};
  if (syscall(SYS_writev, to, parts, 2) < 0) abort();
}

static ssize_t put(int fd, const void *data, size_t length, off64_t at) {
  uint32_t file = file_of(fd);
  if (!file) return syscall(SYS_pwrite64, fd, data, length, at);
  pthread_mutex_lock(&one);
  ssize_t done = syscall(SYS_pwrite64, fd, data, length, at);
  if (done > 0) note((struct record){WRITE, file, at, done}, data);
  pthread_mutex_unlock(&one);
  return done;
}

static int keep(int fd, long call) {
  uint32_t file = file_of(fd);
  if (!file) return syscall(call, fd);
  pthread_mutex_lock(&one);
  int done = syscall(call, fd);
  if (done == 0 && !getenv("RECORD_NO_SYNC")) note((struct record){SYNC, file, 0, 0}, "");
  pthread_mutex_unlock(&one);
  return done;
}

static int cut(int fd, off64_t length) {
  uint32_t file = file_of(fd);
  if (!file) return syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&one);
  int done = syscall(SYS_ftruncate, fd, length);
  if (done == 0) note((struct record){CUT, file, 0, length}, "");
  pthread_mutex_unlock(&one);
  return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return put(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return put(fd, data, length, at); }
ssize_t write(int fd, const void *data, size_t length) {
  if (file_of(fd)) abort(); // the database writes at places of its own choice
  return syscall(SYS_write, fd, data, length);
}
int fsync(int fd) { return keep(fd, SYS_fsync); }
int fdatasync(int fd) { return keep(fd, SYS_fdatasync); }
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
