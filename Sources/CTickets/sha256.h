// What a kernel is, and what kernels share.
#ifndef CT_SHA256_H
#define CT_SHA256_H

#include "CTickets.h"

typedef struct {
  const char *name;
  bool (*available)(void);
  void (*compress)(uint32_t words[8], const uint8_t *blocks, size_t count);
  void (*tickets)(const ct_sha256 *key, const uint8_t *base, const ct_message *messages,
                  size_t count, ct_digest *digests);
} ct_kernel;

extern const ct_kernel ct_kernel_portable;
#if defined(__x86_64__)
extern const ct_kernel ct_kernel_avx512;
extern const ct_kernel ct_kernel_x86;
#elif defined(__aarch64__)
extern const ct_kernel ct_kernel_arm;
#endif

extern const uint32_t ct_round_constants[64];

// The longest message whose ticket takes one compression: ":" and padding take ten bytes of a block.
enum { CT_SHORT_MESSAGE = 54 };

// One ticket of a message of any length, through the stream functions.
void ct_ticket(const ct_sha256 *key, const uint8_t *message, size_t length, ct_digest *digest);

#endif
