// SHA-256 (FIPS 180-4) of streams, and the choice of the kernel.
#include "sha256.h"

#include <string.h>

const uint32_t ct_round_constants[64] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const ct_kernel *const kernels[] = {
#if defined(__x86_64__)
    &ct_kernel_avx512,
    &ct_kernel_x86,
#elif defined(__aarch64__)
    &ct_kernel_arm,
#endif
    &ct_kernel_portable,
};
enum { KERNELS = sizeof kernels / sizeof kernels[0] };

// The index of the kernel in use, or -1 before the first call. Threads that race here find the same
// answer.
static int chosen = -1;

static const ct_kernel *kernel(void) {
  int index = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
  if (index < 0) {
    index = 0;
    while (!kernels[index]->available()) index++;
    __atomic_store_n(&chosen, index, __ATOMIC_RELAXED);
  }
  return kernels[index];
}

const char *ct_kernel_name(int index) {
  return index >= 0 && index < KERNELS ? kernels[index]->name : NULL;
}

bool ct_kernel_available(int index) {
  return index >= 0 && index < KERNELS && kernels[index]->available();
}

bool ct_kernel_use(int index) {
  if (!ct_kernel_available(index)) return false;
  __atomic_store_n(&chosen, index, __ATOMIC_RELAXED);
  return true;
}

int ct_kernel_in_use(void) {
  kernel();
  return __atomic_load_n(&chosen, __ATOMIC_RELAXED);
}

void ct_sha256_start(ct_sha256 *hash) {
  static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->words, initial, sizeof initial);
  hash->length = 0;
}

void ct_sha256_add(ct_sha256 *hash, const void *bytes, size_t count) {
  const uint8_t *next = bytes;
  const size_t pending = hash->length % 64;
  hash->length += count;
  if (pending > 0) {
    const size_t room = 64 - pending;
    if (count < room) {
      memcpy(hash->pending + pending, next, count);
      return;
    }
    memcpy(hash->pending + pending, next, room);
    kernel()->compress(hash->words, hash->pending, 1);
    next += room;
    count -= room;
  }
  if (count >= 64) kernel()->compress(hash->words, next, count / 64);
  if (count % 64 > 0) memcpy(hash->pending, next + count / 64 * 64, count % 64);
}

void ct_sha256_finish(ct_sha256 *hash, uint8_t digest[32]) {
  const uint64_t bits = hash->length * 8;
  size_t pending = hash->length % 64;
  hash->pending[pending++] = 0x80;
  if (pending > 56) {
    memset(hash->pending + pending, 0, 64 - pending);
    kernel()->compress(hash->words, hash->pending, 1);
    pending = 0;
  }
  memset(hash->pending + pending, 0, 56 - pending);
  for (int i = 0; i < 8; i++) hash->pending[56 + i] = (uint8_t)(bits >> (56 - 8 * i));
  kernel()->compress(hash->words, hash->pending, 1);
  for (int i = 0; i < 8; i++) {
    for (int j = 0; j < 4; j++) digest[4 * i + j] = (uint8_t)(hash->words[i] >> (24 - 8 * j));
  }
}

void ct_ticket(const ct_sha256 *key, const uint8_t *message, size_t length, ct_digest *digest) {
  ct_sha256 hash = *key;
  uint8_t bytes[32];
  ct_sha256_add(&hash, ":", 1);
  ct_sha256_add(&hash, message, length);
  ct_sha256_finish(&hash, bytes);
  for (int i = 0; i < 4; i++) {
    uint64_t word = 0;
    for (int j = 0; j < 8; j++) word = word << 8 | bytes[8 * i + j];
    digest->words[i] = word;
  }
}

void ct_tickets(const ct_sha256 *key, const uint8_t *base, const ct_message *messages, size_t count,
                ct_digest *digests) {
  kernel()->tickets(key, base, messages, count, digests);
}
