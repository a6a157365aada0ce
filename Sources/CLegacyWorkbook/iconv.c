// The conversion that libfreexl needs for workbooks of Excel 97 and later: UTF-16LE to UTF-8.
//
// glibc's own looks for a module on the disk, which a static binary in an empty folder has not. Linked before it,
// these take its place; what they do not know is left to it where it is there.
// For RTLD_NEXT:
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <iconv.h>
#include <stddef.h>
#include <stdint.h>
#include <strings.h>

// A conversion of our own; only its address counts.
static char own;

iconv_t iconv_open(const char *to, const char *from) {
  if (strcasecmp(to, "UTF-8") == 0 && strcasecmp(from, "UTF-16LE") == 0) return &own;
  iconv_t (*next)(const char *, const char *) = dlsym(RTLD_NEXT, "iconv_open");
  if (next != NULL) return next(to, from);
  errno = EINVAL;
  return (iconv_t)-1;
}

int iconv_close(iconv_t conversion) {
  if (conversion == &own) return 0;
  int (*next)(iconv_t) = dlsym(RTLD_NEXT, "iconv_close");
  return next != NULL ? next(conversion) : 0;
}

// One character; 0 for none, with errno.
static size_t character(const uint8_t *bytes, size_t count, uint32_t *value) {
  errno = EINVAL;
  if (count < 2) return 0;
  *value = (uint32_t)(bytes[0] | bytes[1] << 8);
  if (*value < 0xD800 || *value > 0xDFFF) return 2;
  if (*value > 0xDBFF) {
    errno = EILSEQ;
    return 0;
  }
  if (count < 4) return 0;
  const uint32_t low = (uint32_t)(bytes[2] | bytes[3] << 8);
  errno = EILSEQ;
  if (low < 0xDC00 || low > 0xDFFF) return 0;
  *value = 0x10000 + ((*value - 0xD800) << 10) + (low - 0xDC00);
  return 4;
}

static size_t utf8(uint32_t value, uint8_t *bytes) {
  if (value < 0x80) {
    bytes[0] = (uint8_t)value;
    return 1;
  }
  const size_t count = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
  for (size_t i = count - 1; i > 0; i--) {
    bytes[i] = (uint8_t)(0x80 | (value & 0x3F));
    value >>= 6;
  }
  bytes[0] = (uint8_t)((count == 2 ? 0xC0 : count == 3 ? 0xE0 : 0xF0) | value);
  return count;
}

size_t iconv(iconv_t conversion, char **in, size_t *in_left, char **out, size_t *out_left) {
  if (conversion != &own) {
    size_t (*next)(iconv_t, char **, size_t *, char **, size_t *) = dlsym(RTLD_NEXT, "iconv");
    if (next != NULL) return next(conversion, in, in_left, out, out_left);
    errno = EBADF;
    return (size_t)-1;
  }
  if (in == NULL || *in == NULL) return 0;
  while (*in_left > 0) {
    uint32_t value = 0;
    uint8_t bytes[4];
    const size_t taken = character((const uint8_t *)*in, *in_left, &value);
    if (taken == 0) return (size_t)-1;
    const size_t written = utf8(value, bytes);
    if (written > *out_left) {
      errno = E2BIG;
      return (size_t)-1;
    }
    for (size_t i = 0; i < written; i++) *(*out)++ = (char)bytes[i];
    *out_left -= written;
    *in += taken;
    *in_left -= taken;
  }
  return 0;
}
