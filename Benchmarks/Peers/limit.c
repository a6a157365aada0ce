// What a verifiable draw can not do without, and nothing else: the file is read and hashed as one
// stream, as many tickets are made as it has rows, and as many bytes as the selection has are written
// and flushed to the disk. It looks for no separator, keeps nothing, and orders nothing, so that no
// program which proves what it drew can be faster with the same kernels on the same machine.
//
// The writing comes after the reading, as it must: no line is known before the last row was read.
//
// Usage: limit POOL ROWS OUTPUT BYTES THREADS [PARTS]
// PARTS is some of the letters d (the digest), t (the tickets) and w (the writing), by default all.
// Build: cc -O2 -pthread -I Sources/CTickets/include -I Sources/CTickets Benchmarks/Peers/limit.c \
//          Sources/CTickets/*.c -o limit
#define _GNU_SOURCE  // O_DIRECT
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "CTickets.h"

enum { BLOCK = 1 << 18, PIECE = 1 << 21, RUN = 512, IDENTIFIER = 18 };

static struct {
  pthread_mutex_t lock;
  int file;
  size_t size, rows, offset, tickets;
  ct_sha256 digest;
  uint64_t least;
  bool digests, makes_tickets;
} job = {.lock = PTHREAD_MUTEX_INITIALIZER, .least = UINT64_MAX};

static void fail(const char *what) {
  perror(what);
  exit(74);
}

// Reads and hashes block after block, one thread at a time, and makes a block's tickets beside others.
static void *work(void *unused) {
  uint8_t *block = aligned_alloc(64, BLOCK + 64);
  ct_message messages[RUN];
  ct_digest digests[RUN];
  ct_sha256 key;
  uint64_t least = UINT64_MAX;
  if (block == NULL) fail("memory");
  memset(block, 0, BLOCK + 64);
  ct_sha256_start(&key);
  ct_sha256_add(&key, block, 64);
  for (;;) {
    pthread_mutex_lock(&job.lock);
    const ssize_t count = pread(job.file, block, BLOCK, (off_t)job.offset);
    if (count < 0) fail("read");
    if (job.digests) ct_sha256_add(&job.digest, block, (size_t)count);
    job.offset += (size_t)count;
    // The rows that lie so far into the file, had all the same length.
    const size_t due = (size_t)((__uint128_t)job.rows * job.offset / (job.size ? job.size : 1));
    const size_t rows = job.makes_tickets ? due - job.tickets : 0;
    job.tickets = due;
    pthread_mutex_unlock(&job.lock);
    if (count == 0) break;
    for (size_t done = 0; done < rows;) {
      const size_t run = rows - done < RUN ? rows - done : RUN;
      for (size_t i = 0; i < run; i++) {
        messages[i].offset = (done + i) * ((size_t)count - IDENTIFIER) / rows;
        messages[i].length = IDENTIFIER;
      }
      ct_tickets(&key, block, messages, run, digests);
      for (size_t i = 0; i < run; i++) {
        if (digests[i].words[0] < least) least = digests[i].words[0];
      }
      done += run;
    }
  }
  pthread_mutex_lock(&job.lock);
  if (least < job.least) job.least = least;
  pthread_mutex_unlock(&job.lock);
  free(block);
  return NULL;
}

static void put(const char *path, size_t bytes) {
  uint8_t *piece = aligned_alloc(4096, PIECE);
  const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (piece == NULL || file < 0) fail(path);
  memset(piece, '7', PIECE);
  ct_set_direct(file, true);
  while (bytes > 0) {
    if (bytes < PIECE) ct_set_direct(file, false);
    const ssize_t count = write(file, piece, bytes < PIECE ? bytes : PIECE);
    if (count < 0 && errno == EINVAL) {
      ct_set_direct(file, false);
      continue;
    }
    if (count < 0) fail(path);
    bytes -= (size_t)count;
  }
  if (fsync(file) != 0 || close(file) != 0) fail(path);
  free(piece);
}

int main(int count, char **arguments) {
  pthread_t threads[256];
  struct stat status;
  uint8_t digest[32];
  if (count != 6 && count != 7) {
    fprintf(stderr, "usage: limit POOL ROWS OUTPUT BYTES THREADS [PARTS]\n");
    return 64;
  }
  const int workers = atoi(arguments[5]);
  const char *parts = count == 7 ? arguments[6] : "dtw";
  if (workers < 1 || workers > 256) return 64;
  job.file = open(arguments[1], O_RDONLY);
  if (job.file < 0 || fstat(job.file, &status) != 0) fail(arguments[1]);
  job.size = (size_t)status.st_size;
  job.rows = strtoull(arguments[2], NULL, 10);
  job.digests = strchr(parts, 'd') != NULL;
  job.makes_tickets = strchr(parts, 't') != NULL;
  ct_sha256_start(&job.digest);
  for (int i = 1; i < workers; i++) {
    if (pthread_create(&threads[i], NULL, work, NULL) != 0) fail("thread");
  }
  work(NULL);
  for (int i = 1; i < workers; i++) pthread_join(threads[i], NULL);
  if (strchr(parts, 'w') != NULL) put(arguments[3], strtoull(arguments[4], NULL, 10));
  ct_sha256_finish(&job.digest, digest);
  for (int i = 0; i < 32; i++) printf("%02x", digest[i]);
  printf(" %zu tickets, the least %016llx\n", job.tickets, (unsigned long long)job.least);
  return 0;
}
