// Every SHA-256 kernel of the machine this is compiled for against the portable one, on FIPS 180-4's
// example and on random batches. `make test-arm` runs it under emulation.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CTickets.h"

static uint64_t state = 42;

// SplitMix64 (Steele, Lea and Flood 2014).
static uint64_t next(void) {
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

enum { MESSAGES = 3000, LONGEST = 150 };

int main(void) {
  static uint8_t bytes[MESSAGES * LONGEST + CT_BATCH_SLACK];
  static ct_message messages[MESSAGES];
  static ct_digest digests[MESSAGES], expected[MESSAGES];
  static const uint8_t abc[4] = {0xba, 0x78, 0x16, 0xbf};  // FIPS 180-4, "abc"
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (uint8_t)next();
  for (int i = 0; i < MESSAGES; i++) {
    messages[i] = (ct_message){(uint64_t)i * LONGEST, (uint32_t)(next() % LONGEST)};
  }
  ct_sha256 key;
  ct_sha256_start(&key);
  ct_sha256_add(&key, bytes, 64);
  int last = 0, failures = 0, fast = 0;
  while (ct_kernel_name(last + 1)) last++;
  ct_kernel_use(last);
  ct_tickets(&key, bytes, messages, MESSAGES, expected);
  for (int kernel = 0; kernel <= last; kernel++) {
    if (!ct_kernel_use(kernel)) continue;
    if (kernel < last) fast++;
    uint8_t digest[32];
    ct_sha256 hash;
    ct_sha256_start(&hash);
    ct_sha256_add(&hash, "abc", 3);
    ct_sha256_finish(&hash, digest);
    memset(digests, 0, sizeof digests);
    ct_tickets(&key, bytes, messages, MESSAGES, digests);
    const int same = memcmp(digest, abc, 4) == 0 && memcmp(digests, expected, sizeof digests) == 0;
    printf("%s: %s\n", ct_kernel_name(kernel), same ? "same" : "DIFFERS");
    failures += !same;
  }
  if (fast == 0) printf("no kernel but the portable one runs here\n");
  return failures > 0 || fast == 0;
}
