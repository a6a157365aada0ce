// Tickets of sixteen messages at a time, one in each 32-bit lane of AVX-512. On processors with both,
// this takes about 50 cycles a ticket and the SHA instructions about 100, because the latter share
// one unit; a single stream has no sixteen messages, so `compress` stays with them.
#if defined(__x86_64__)
#include <immintrin.h>

#include "sha256.h"

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl")))
enum { LANES = 16 };

// The kernel for what is left over: streams, long messages, fewer than sixteen.
static const ct_kernel *rest(void) {
  return ct_kernel_x86.available() ? &ct_kernel_x86 : &ct_kernel_portable;
}

// The last block of a ticket: ":", the message, the padding of FIPS 180-4, the length in bits; as
// big-endian words. Bytes outside the mask are not read.
TARGET static inline __m512i load_block(const uint8_t *message, uint32_t length, uint64_t before) {
  const __m512i swap = _mm512_broadcast_i32x4(
      _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL));
  const __mmask64 mask = ((1ull << length) - 1) << 1;
  __m512i block = _mm512_maskz_loadu_epi8(mask, message - 1);
  block = _mm512_mask_set1_epi8(block, 1, ':');
  block = _mm512_mask_set1_epi8(block, 1ull << (length + 1), (char)0x80);
  const uint64_t bits = (before + 1 + length) * 8;
  block = _mm512_mask_set1_epi64(block, 0x80, (int64_t)__builtin_bswap64(bits));
  return _mm512_shuffle_epi8(block, swap);
}

// Word t of sixteen blocks into row t, lane i from block i.
TARGET static inline void transpose(__m512i m[16]) {
  __m512i a[16];
  for (int i = 0; i < 16; i += 2) {
    a[i] = _mm512_unpacklo_epi32(m[i], m[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi32(m[i], m[i + 1]);
  }
  for (int i = 0; i < 16; i += 4) {
    m[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
    m[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
    m[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
    m[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
  // m[4k + j] holds, in its quarter q, word 4q + j of blocks 4k to 4k + 3.
  for (int j = 0; j < 4; j++) {
    const __m512i x = _mm512_shuffle_i32x4(m[j], m[4 + j], 0x88);
    const __m512i y = _mm512_shuffle_i32x4(m[j], m[4 + j], 0xDD);
    const __m512i z = _mm512_shuffle_i32x4(m[8 + j], m[12 + j], 0x88);
    const __m512i w = _mm512_shuffle_i32x4(m[8 + j], m[12 + j], 0xDD);
    a[j] = _mm512_shuffle_i32x4(x, z, 0x88);
    a[4 + j] = _mm512_shuffle_i32x4(y, w, 0x88);
    a[8 + j] = _mm512_shuffle_i32x4(x, z, 0xDD);
    a[12 + j] = _mm512_shuffle_i32x4(y, w, 0xDD);
  }
  for (int i = 0; i < 16; i++) m[i] = a[i];
}

#define XOR3 0x96
#define CHOOSE 0xCA
#define MAJORITY 0xE8
#define ADD _mm512_add_epi32

TARGET static inline __m512i sum0(__m512i x) {
  return _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, 2), _mm512_ror_epi32(x, 13),
                                   _mm512_ror_epi32(x, 22), XOR3);
}
TARGET static inline __m512i sum1(__m512i x) {
  return _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, 6), _mm512_ror_epi32(x, 11),
                                   _mm512_ror_epi32(x, 25), XOR3);
}
TARGET static inline __m512i schedule0(__m512i x) {
  return _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, 7), _mm512_ror_epi32(x, 18),
                                   _mm512_srli_epi32(x, 3), XOR3);
}
TARGET static inline __m512i schedule1(__m512i x) {
  return _mm512_ternarylogic_epi32(_mm512_ror_epi32(x, 17), _mm512_ror_epi32(x, 19),
                                   _mm512_srli_epi32(x, 10), XOR3);
}

// The words of sixteen digests, eight rows, into memory as big-endian 64-bit words.
TARGET static inline void store_digests(const __m512i s[8], ct_digest *digests) {
  __m512i pair[4][2];
  for (int i = 0; i < 4; i++) {
    pair[i][0] = _mm512_unpacklo_epi32(s[2 * i + 1], s[2 * i]);
    pair[i][1] = _mm512_unpackhi_epi32(s[2 * i + 1], s[2 * i]);
  }
  // Quarter q of `front` and `back` is the first and second half of digest 4q + k.
  for (int k = 0; k < 4; k++) {
    const int half = k / 2;
    const __m512i front = k % 2 ? _mm512_unpackhi_epi64(pair[0][half], pair[1][half])
                                : _mm512_unpacklo_epi64(pair[0][half], pair[1][half]);
    const __m512i back = k % 2 ? _mm512_unpackhi_epi64(pair[2][half], pair[3][half])
                               : _mm512_unpacklo_epi64(pair[2][half], pair[3][half]);
    _mm_storeu_si128((__m128i *)&digests[k].words[0], _mm512_extracti32x4_epi32(front, 0));
    _mm_storeu_si128((__m128i *)&digests[k].words[2], _mm512_extracti32x4_epi32(back, 0));
    _mm_storeu_si128((__m128i *)&digests[4 + k].words[0], _mm512_extracti32x4_epi32(front, 1));
    _mm_storeu_si128((__m128i *)&digests[4 + k].words[2], _mm512_extracti32x4_epi32(back, 1));
    _mm_storeu_si128((__m128i *)&digests[8 + k].words[0], _mm512_extracti32x4_epi32(front, 2));
    _mm_storeu_si128((__m128i *)&digests[8 + k].words[2], _mm512_extracti32x4_epi32(back, 2));
    _mm_storeu_si128((__m128i *)&digests[12 + k].words[0], _mm512_extracti32x4_epi32(front, 3));
    _mm_storeu_si128((__m128i *)&digests[12 + k].words[2], _mm512_extracti32x4_epi32(back, 3));
  }
}

TARGET static void sixteen(const ct_sha256 *key, const uint8_t *base, const ct_message *messages,
                           ct_digest *digests) {
  __m512i w[16], s[8];
  for (int i = 0; i < LANES; i++) {
    w[i] = load_block(base + messages[i].offset, messages[i].length, key->length);
  }
  transpose(w);
  for (int i = 0; i < 8; i++) s[i] = _mm512_set1_epi32((int)key->words[i]);
  __m512i a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
#pragma clang loop unroll(full)
  for (int t = 0; t < 64; t++) {
    if (t >= 16) {
      w[t % 16] = ADD(ADD(w[t % 16], w[(t - 7) % 16]),
                      ADD(schedule0(w[(t - 15) % 16]), schedule1(w[(t - 2) % 16])));
    }
    const __m512i k = _mm512_set1_epi32((int)ct_round_constants[t]);
    const __m512i t1 = ADD(ADD(ADD(h, w[t % 16]), k),
                           ADD(sum1(e), _mm512_ternarylogic_epi32(e, f, g, CHOOSE)));
    const __m512i t2 = ADD(sum0(a), _mm512_ternarylogic_epi32(a, b, c, MAJORITY));
    h = g, g = f, f = e, e = ADD(d, t1), d = c, c = b, b = a, a = ADD(t1, t2);
  }
  s[0] = ADD(s[0], a), s[1] = ADD(s[1], b), s[2] = ADD(s[2], c), s[3] = ADD(s[3], d);
  s[4] = ADD(s[4], e), s[5] = ADD(s[5], f), s[6] = ADD(s[6], g), s[7] = ADD(s[7], h);
  store_digests(s, digests);
}

static void tickets(const ct_sha256 *key, const uint8_t *base, const ct_message *messages,
                    size_t count, ct_digest *digests) {
  size_t start = 0;
  while (start < count) {
    size_t run = 0;
    while (run < LANES && start + run < count && messages[start + run].length <= CT_SHORT_MESSAGE) {
      run++;
    }
    if (run == LANES) {
      sixteen(key, base, messages + start, digests + start);
    } else {
      // The short ones before a long one, and the long one.
      if (start + run < count) run++;
      rest()->tickets(key, base, messages + start, run, digests + start);
    }
    start += run;
  }
}

static void compress(uint32_t words[8], const uint8_t *blocks, size_t count) {
  rest()->compress(words, blocks, count);
}

static bool available(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

const ct_kernel ct_kernel_avx512 = {"avx512", available, compress, tickets};
#endif
