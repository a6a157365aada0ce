// Separators of a CSV block: a state machine byte by byte, and a fast form that looks at 64 bytes at
// once and falls back to the machine where a quote is near.
#include "CTickets.h"

// Where the scan stands within a record.
enum place { FIELD_START, UNQUOTED, QUOTED, QUOTE_IN_QUOTED };

typedef struct {
  const uint8_t *bytes;
  size_t count;
  uint8_t delimiter;
  uint32_t *next;  // where the next position goes
  enum place place;
  size_t stray, opened, feeds;
  uint32_t seen;
} scanner;

// The bytes from `from` to `to`.
static void step(scanner *s, size_t from, size_t to) {
  enum place place = s->place;
  for (size_t i = from; i < to; i++) {
    const uint8_t byte = s->bytes[i];
    if (byte == 0) s->seen |= CT_SEEN_NUL;
    if (byte >= 0x80) s->seen |= CT_SEEN_HIGH;
    if (place == QUOTED) {
      if (byte == '"') place = QUOTE_IN_QUOTED;
    } else if (byte == s->delimiter || byte == '\n') {
      *s->next++ = (uint32_t)i;
      s->feeds += byte == '\n';
      place = FIELD_START;
    } else if (byte == '"') {
      s->seen |= CT_SEEN_QUOTE;
      if (place == FIELD_START) {
        place = QUOTED;
        s->opened = i;
      } else if (place == QUOTE_IN_QUOTED) {
        place = QUOTED;
      } else if (s->stray == s->count) {
        s->stray = i;
      }
    } else if (byte == '\r') {
      // Before a line feed it belongs to the line end.
      const bool ends_line = i + 1 == s->count || s->bytes[i + 1] == '\n';
      if (place == QUOTE_IN_QUOTED && !ends_line && s->stray == s->count) s->stray = i;
      if (place == FIELD_START || !ends_line) place = UNQUOTED;
    } else {
      if (place == QUOTE_IN_QUOTED && s->stray == s->count) s->stray = i;
      place = UNQUOTED;
    }
  }
  s->place = place;
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2,bmi,popcnt"))) static inline uint64_t equal(__m256i low, __m256i high,
                                                                 uint8_t byte) {
  const __m256i wanted = _mm256_set1_epi8((char)byte);
  const uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  const uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return (uint64_t)b << 32 | a;
}

__attribute__((target("avx2,bmi,popcnt"))) static size_t vectors(scanner *s) {
  size_t i = 0;
  __m256i lowest = _mm256_set1_epi8(-1), any = _mm256_setzero_si256();
  for (; i + 64 <= s->count; i += 64) {
    const __m256i low = _mm256_loadu_si256((const __m256i *)(s->bytes + i));
    const __m256i high = _mm256_loadu_si256((const __m256i *)(s->bytes + i + 32));
    lowest = _mm256_min_epu8(lowest, _mm256_min_epu8(low, high));
    any = _mm256_or_si256(any, _mm256_or_si256(low, high));
    const uint64_t quotes = equal(low, high, '"');
    if (quotes || s->place >= QUOTED) {
      step(s, i, i + 64);
      continue;
    }
    const uint64_t feeds = equal(low, high, '\n');
    uint64_t mask = feeds | equal(low, high, s->delimiter);
    s->feeds += (size_t)__builtin_popcountll(feeds);
    s->place = mask >> 63 ? FIELD_START : UNQUOTED;
    uint32_t *next = s->next;
    s->next += __builtin_popcountll(mask);
    // Four at a time, of which the last may be too many: the next block overwrites them.
    while (mask) {
      for (int k = 0; k < 4; k++) {
        next[k] = (uint32_t)i + (uint32_t)__builtin_ctzll(mask | 1ull << 63);
        mask &= mask - 1;
      }
      next += 4;
    }
  }
  if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(lowest, _mm256_setzero_si256()))) {
    s->seen |= CT_SEEN_NUL;
  }
  if (_mm256_movemask_epi8(any)) s->seen |= CT_SEEN_HIGH;
  return i;
}

static bool has_vectors(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"); }
#else
static size_t vectors(scanner *s) { return 0; }
static bool has_vectors(void) { return false; }
#endif

void ct_scan_separators_with(bool fast, const uint8_t *bytes, size_t count, uint8_t delimiter,
                             uint32_t *positions, ct_scan *scan) {
  scanner s = {bytes, count, delimiter, positions, FIELD_START, count, count, 0, 0};
  const size_t done = fast ? vectors(&s) : 0;
  step(&s, done, count);
  scan->separators = (size_t)(s.next - positions);
  scan->feeds = s.feeds;
  scan->stray = s.stray;
  scan->opened = s.place == QUOTED ? s.opened : count;
  scan->seen = s.seen;
}

void ct_scan_separators(const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *positions,
                        ct_scan *scan) {
  ct_scan_separators_with(has_vectors(), bytes, count, delimiter, positions, scan);
}
