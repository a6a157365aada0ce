// What Swift does not see of the system.
#define _GNU_SOURCE  // O_DIRECT, renameat2
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "CTickets.h"

bool ct_set_direct(int descriptor, bool direct) {
#if defined(O_DIRECT)
  const int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return false;
  return fcntl(descriptor, F_SETFL, direct ? flags | O_DIRECT : flags & ~O_DIRECT) == 0 && direct;
#else
  return false;
#endif
}

int ct_rename_new(const char *from, const char *to) {
#if defined(RENAME_NOREPLACE)
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -1;
#endif
  // A file system that does not know it: by a second name for a moment.
  if (link(from, to) != 0) return -1;
  unlink(from);
  return 0;
}
