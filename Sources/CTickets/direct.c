// What Swift does not see of the system.
#define _GNU_SOURCE  // O_DIRECT
#include <fcntl.h>

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
