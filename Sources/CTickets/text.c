#define _GNU_SOURCE  // memrchr
#include <string.h>

#include "CTickets.h"

size_t ct_find(const uint8_t *bytes, size_t count, const uint8_t *pattern, size_t length) {
  const uint8_t *found = memmem(bytes, count, pattern, length);
  return found == NULL ? count : (size_t)(found - bytes);
}

size_t ct_last_record_end(const uint8_t *bytes, size_t count) {
  if (memchr(bytes, '"', count) == NULL) {
    const uint8_t *end = memrchr(bytes, '\n', count);
    return end == NULL ? 0 : (size_t)(end - bytes) + 1;
  }
  size_t quotes = 0;
  for (size_t i = 0; i < count; i++) quotes += bytes[i] == '"';
  for (size_t i = count; i > 0; i--) {
    if (bytes[i - 1] == '"') quotes--;
    if (bytes[i - 1] == '\n' && quotes % 2 == 0) return i;
  }
  return 0;
}

// Whether each of eight bytes is 0x20 to 0x7E: none has the high bit, and none below 0x80 gets it by
// adding 1 or fails to get it by adding 0x60.
static inline bool eight_printable(const uint8_t *bytes) {
  const uint64_t ones = 0x0101010101010101, high = ones * 0x80;
  uint64_t word;
  memcpy(&word, bytes, 8);
  return ((word | (word + ones)) & high) == 0 && ((word + ones * 0x60) & high) == high;
}

bool ct_is_plain(const uint8_t *bytes, size_t count) {
  if (count == 0 || count > 1024 || bytes[0] == ' ' || bytes[count - 1] == ' ') return false;
  if (count < 8) {
    uint8_t outside = 0;
    for (size_t i = 0; i < count; i++) outside |= (uint8_t)(bytes[i] - 0x20) > 0x7E - 0x20;
    return !outside;
  }
  // The last eight overlap the ones before.
  for (size_t i = 0; i + 8 < count; i += 8) {
    if (!eight_printable(bytes + i)) return false;
  }
  return eight_printable(bytes + count - 8);
}

// Sixteen bytes, in whatever vectors the machine has.
typedef uint8_t bytes16 __attribute__((vector_size(16)));

void ct_hex(const uint64_t words[4], uint8_t digits[64]) {
  for (int half = 0; half < 2; half++) {
    const uint64_t pair[2] = {__builtin_bswap64(words[2 * half]),
                              __builtin_bswap64(words[2 * half + 1])};
    bytes16 bytes;
    memcpy(&bytes, pair, 16);
    const bytes16 high = bytes >> 4, low = bytes & 15;
    bytes16 nibbles[2];
    nibbles[0] = __builtin_shufflevector(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22,
                                         7, 23);
    nibbles[1] = __builtin_shufflevector(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14,
                                         30, 15, 31);
    for (int i = 0; i < 2; i++) {
      // A comparison gives all bits of a byte or none.
      const bytes16 letters = (bytes16)(nibbles[i] > 9) & (uint8_t)('a' - '0' - 10);
      const bytes16 text = nibbles[i] + '0' + letters;
      memcpy(digits + 32 * half + 16 * i, &text, 16);
    }
  }
}

// Bytes of a sequence that begins with this byte, 0 where none does.
static size_t sequence_length(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return 2;
  if (lead < 0xF0) return 3;
  return lead < 0xF5 ? 4 : 0;
}

size_t ct_utf8_valid(const uint8_t *bytes, size_t count) {
  size_t i = 0;
  while (i < count) {
    uint64_t word;
    if (i + 8 <= count && (memcpy(&word, bytes + i, 8), (word & 0x8080808080808080) == 0)) {
      i += 8;
      continue;
    }
    const uint8_t lead = bytes[i];
    const size_t length = sequence_length(lead);
    if (length == 0 || length > count - i) return i;
    for (size_t j = 1; j < length; j++) {
      if ((bytes[i + j] & 0xC0) != 0x80) return i;
    }
    // The second byte rules out overlong forms, surrogates and what is too great.
    const uint8_t second = length > 2 ? bytes[i + 1] : 0;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
      return i;
    i += length;
  }
  return count;
}
