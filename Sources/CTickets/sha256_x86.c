// SHA-256 with the x86 SHA instructions; tickets two messages at a time, because one round pair
// has a latency of four cycles and a throughput of two; more at once do not fit 16 registers.
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#include <string.h>

#include "sha256.h"

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))
enum { WAYS = 2 };

// The working variables as the instructions want them.
typedef struct {
  __m128i abef, cdgh;
} state;

TARGET static inline state load_state(const uint32_t words[8]) {
  const __m128i dcba = _mm_loadu_si128((const __m128i *)words);
  const __m128i hgfe = _mm_loadu_si128((const __m128i *)(words + 4));
  const __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1);
  const __m128i efgh = _mm_shuffle_epi32(hgfe, 0x1B);
  return (state){_mm_alignr_epi8(cdab, efgh, 8), _mm_blend_epi16(efgh, cdab, 0xF0)};
}

TARGET static inline void store_state(uint32_t words[8], state s) {
  const __m128i feba = _mm_shuffle_epi32(s.abef, 0x1B);
  const __m128i dchg = _mm_shuffle_epi32(s.cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)words, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(words + 4), _mm_alignr_epi8(dchg, feba, 8));
}

// The compression of `ways` blocks into `ways` states, one block each, instructions interleaved.
TARGET static inline __attribute__((always_inline)) void rounds(state *s, __m128i (*m)[4],
                                                                const int ways) {
#pragma clang loop unroll(full)
  for (int t = 0; t < 16; t++) {
    const __m128i k = _mm_load_si128((const __m128i *)(ct_round_constants + 4 * t));
#pragma clang loop unroll(full)
    for (int i = 0; i < ways; i++) {
      __m128i *w = m[i];
      if (t >= 4) {
        // w[t] from w[t-4], w[t-3], w[t-2], w[t-1]; the oldest of the four is overwritten.
        __m128i next = _mm_sha256msg1_epu32(w[t % 4], w[(t + 1) % 4]);
        next = _mm_add_epi32(next, _mm_alignr_epi8(w[(t + 3) % 4], w[(t + 2) % 4], 4));
        w[t % 4] = _mm_sha256msg2_epu32(next, w[(t + 3) % 4]);
      }
      const __m128i wk = _mm_add_epi32(w[t % 4], k);
      s[i].cdgh = _mm_sha256rnds2_epu32(s[i].cdgh, s[i].abef, wk);
      s[i].abef = _mm_sha256rnds2_epu32(s[i].abef, s[i].cdgh, _mm_shuffle_epi32(wk, 0x0E));
    }
  }
}

TARGET static inline __m128i load_words(const uint8_t *bytes) {
  const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), swap);
}

TARGET static void compress(uint32_t words[8], const uint8_t *blocks, size_t count) {
  state s = load_state(words);
  for (; count > 0; count--, blocks += 64) {
    const state before = s;
    __m128i m[1][4];
    for (int j = 0; j < 4; j++) m[0][j] = load_words(blocks + 16 * j);
    rounds(&s, m, 1);
    s.abef = _mm_add_epi32(s.abef, before.abef);
    s.cdgh = _mm_add_epi32(s.cdgh, before.cdgh);
  }
  store_state(words, s);
}

// The last block of a ticket: ":", the message, the padding of FIPS 180-4, the length in bits.
TARGET static inline void load_block(__m128i m[4], const uint8_t *message, uint32_t length,
                                     uint64_t bits) {
  uint8_t block[1 + 64 + 64] __attribute__((aligned(16)));
  block[0] = ':';
  // Whole vectors are copied (the batch has slack behind it), then what is too much is cleared.
  for (int j = 0; j < 4; j++) {
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(message + 16 * j));
    _mm_storeu_si128((__m128i *)(block + 1 + 16 * j), bytes);
  }
  block[1 + length] = 0x80;
  for (int j = 0; j < 4; j++) {
    _mm_storeu_si128((__m128i *)(block + 2 + length + 16 * j), _mm_setzero_si128());
  }
  const uint64_t big_endian = __builtin_bswap64(bits);
  memcpy(block + 56, &big_endian, 8);
  for (int j = 0; j < 4; j++) m[j] = load_words(block + 16 * j);
}

TARGET static inline __attribute__((always_inline)) void batch(const ct_sha256 *key,
                                                               const uint8_t *base,
                                                               const ct_message *messages,
                                                               ct_digest *digests, const int ways) {
  const state initial = load_state(key->words);
  state s[WAYS];
  __m128i m[WAYS][4];
  for (int i = 0; i < ways; i++) {
    const uint32_t length = messages[i].length;
    load_block(m[i], base + messages[i].offset, length, (key->length + 1 + length) * 8);
    s[i] = initial;
  }
  rounds(s, m, ways);
  for (int i = 0; i < ways; i++) {
    const __m128i abef = _mm_add_epi32(s[i].abef, initial.abef);
    const __m128i cdgh = _mm_add_epi32(s[i].cdgh, initial.cdgh);
    digests[i].words[0] = (uint64_t)_mm_extract_epi64(abef, 1);
    digests[i].words[1] = (uint64_t)_mm_extract_epi64(cdgh, 1);
    digests[i].words[2] = (uint64_t)_mm_cvtsi128_si64(abef);
    digests[i].words[3] = (uint64_t)_mm_cvtsi128_si64(cdgh);
  }
}

TARGET static void tickets(const ct_sha256 *key, const uint8_t *base, const ct_message *messages,
                           size_t count, ct_digest *digests) {
  size_t i = 0;
  while (i < count) {
    size_t run = 0;
    while (run < WAYS && i + run < count && messages[i + run].length <= CT_SHORT_MESSAGE) run++;
    if (run == WAYS) {
      batch(key, base, messages + i, digests + i, WAYS);
      i += WAYS;
    } else if (run > 0) {
      batch(key, base, messages + i, digests + i, 1);
      i++;
    } else {
      ct_ticket(key, base + messages[i].offset, messages[i].length, &digests[i]);
      i++;
    }
  }
}

// Asking the processor is slow on a virtual machine, so it is asked once; threads that race here
// find the same answer.
static bool available(void) {
  static int answer = -1;
  int known = __atomic_load_n(&answer, __ATOMIC_RELAXED);
  if (known < 0) {
    unsigned a, b, c, d;
    known = __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA) &&
            __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSSE3) && (c & bit_SSE4_1);
    __atomic_store_n(&answer, known, __ATOMIC_RELAXED);
  }
  return known;
}

const ct_kernel ct_kernel_x86 = {"sha-ni", available, compress, tickets};
#endif
