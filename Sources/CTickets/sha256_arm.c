// SHA-256 with the Armv8 cryptographic instructions.
#if defined(__aarch64__)
#include <arm_neon.h>
#include <string.h>
#include <sys/auxv.h>

#include "sha256.h"

// The two compilers spell the extension differently.
#if defined(__clang__)
#define TARGET __attribute__((target("sha2")))
#else
#define TARGET __attribute__((target("+crypto")))
#endif

TARGET static void compress(uint32_t words[8], const uint8_t *blocks, size_t count) {
  uint32x4_t abcd = vld1q_u32(words), efgh = vld1q_u32(words + 4);
  for (; count > 0; count--, blocks += 64) {
    const uint32x4_t abcd_before = abcd, efgh_before = efgh;
    uint32x4_t w[4];
    for (int j = 0; j < 4; j++) {
      w[j] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(blocks + 16 * j)));
    }
    for (int t = 0; t < 16; t++) {
      if (t >= 4) {
        const uint32x4_t next = vsha256su0q_u32(w[t % 4], w[(t + 1) % 4]);
        w[t % 4] = vsha256su1q_u32(next, w[(t + 2) % 4], w[(t + 3) % 4]);
      }
      const uint32x4_t wk = vaddq_u32(w[t % 4], vld1q_u32(ct_round_constants + 4 * t));
      const uint32x4_t abcd_now = abcd;
      abcd = vsha256hq_u32(abcd, efgh, wk);
      efgh = vsha256h2q_u32(efgh, abcd_now, wk);
    }
    abcd = vaddq_u32(abcd, abcd_before);
    efgh = vaddq_u32(efgh, efgh_before);
  }
  vst1q_u32(words, abcd);
  vst1q_u32(words + 4, efgh);
}

static void tickets(const ct_sha256 *key, const uint8_t *base, const ct_message *messages,
                    size_t count, ct_digest *digests) {
  for (size_t i = 0; i < count; i++) {
    ct_ticket(key, base + messages[i].offset, messages[i].length, &digests[i]);
  }
}

static bool available(void) {
  enum { HAS_SHA2 = 1 << 6 };  // HWCAP_SHA2 of the Linux kernel's arm64 interface
  return getauxval(AT_HWCAP) & HAS_SHA2;
}

const ct_kernel ct_kernel_arm = {"armv8-sha2", available, compress, tickets};
#endif
