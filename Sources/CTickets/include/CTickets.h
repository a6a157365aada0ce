// Kernels of the draw: SHA-256 of many short messages, and the separators of a CSV block.
// Each has a portable form; a faster one is chosen at run time and gives the same bytes.
#ifndef CTICKETS_H
#define CTICKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// ---- SHA-256 (FIPS 180-4) ----

// The running state of one hash.
typedef struct {
  uint32_t words[8];
  uint64_t length;     // bytes taken so far
  uint8_t pending[64]; // the bytes after the last whole block
} ct_sha256;

void ct_sha256_start(ct_sha256 *hash);
void ct_sha256_add(ct_sha256 *hash, const void *bytes, size_t count);
// Writes the 32 bytes of the digest; the hash can not be continued.
void ct_sha256_finish(ct_sha256 *hash, uint8_t digest[32]);

// One message of a batch: `length` bytes at `offset` from the batch's base.
typedef struct {
  uint64_t offset;
  uint32_t length;
} ct_message;

// A digest as four big-endian words, so that integer order is byte order.
typedef struct {
  uint64_t words[4];
} ct_digest;

// Bytes that must be readable behind the last message of a batch: kernels load whole vectors.
enum { CT_BATCH_SLACK = 64 };

// Digests of key ‖ ":" ‖ message for a batch. `key` has taken a whole number of blocks; it is not
// changed. A message of up to 54 bytes costs one compression.
void ct_tickets(const ct_sha256 *key, const uint8_t *base, const ct_message *messages, size_t count,
                ct_digest *digests);

// Kernels in the order of preference; `ct_kernel_name` of an index past the last is NULL.
const char *ct_kernel_name(int index);
bool ct_kernel_available(int index);
// Uses one kernel for all later calls of all threads, for tests and benchmarks; false if it can not run
// here. It changes how fast digests are made, never what they are.
bool ct_kernel_use(int index);
int ct_kernel_in_use(void);

// ---- Separators of a CSV block (RFC 4180) ----

enum { CT_SEEN_QUOTE = 1, CT_SEEN_NUL = 2, CT_SEEN_HIGH = 4 };

typedef struct {
  size_t separators; // positions written
  size_t feeds;      // line feeds among them
  size_t stray;      // offset of the first quote that neither opens, doubles nor closes, else count
  size_t opened;     // offset of the quote that is still open at the end, else count
  uint32_t seen;     // CT_SEEN_… of the bytes in the block
} ct_scan;

// Writes the positions of the delimiters and line feeds outside quotes, in order. The block begins
// at the beginning of a record. `positions` has room for `count` + 4 entries.
void ct_scan_separators(const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *positions,
                        ct_scan *scan);
// The same with or without vectors, which the machine must have (for tests and benchmarks).
void ct_scan_separators_with(bool fast, const uint8_t *bytes, size_t count, uint8_t delimiter,
                             uint32_t *positions, ct_scan *scan);

// The offset behind the last line feed outside quotes, 0 where there is none; the block begins at
// the beginning of a record. Right for every block without stray quotes.
size_t ct_last_record_end(const uint8_t *bytes, size_t count);

// The offset of the first place where a pattern stands in a text; count where it stands nowhere.
size_t ct_find(const uint8_t *bytes, size_t count, const uint8_t *pattern, size_t length);

// ---- Text ----

// Whether the bytes are 1 to 1024 printable ASCII characters without a space at either end, which a
// draw accepts without a closer look.
bool ct_is_plain(const uint8_t *bytes, size_t count);

// The offset of the first byte that is not part of valid UTF-8 (shortest form, no surrogate, at
// most U+10FFFF), `count` where all are.
size_t ct_utf8_valid(const uint8_t *bytes, size_t count);

// The 64 lower-case hexadecimal digits of a digest.
void ct_hex(const uint64_t words[4], uint8_t digits[64]);

// ---- Memory and files ----

// Whether writes go to the disk without the system's copy (O_DIRECT), as asked; false where the file
// can not.
bool ct_set_direct(int descriptor, bool direct);

// Renames a file where nothing stands: 0, or -1 with errno, EEXIST where something does.
int ct_rename_new(const char *from, const char *to);

// Begins to load what will soon be read at this address.
static inline void ct_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
