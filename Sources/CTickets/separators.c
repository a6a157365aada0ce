#include "CTickets.h"

// Where the scan stands within a record.
enum place { FIELD_START, UNQUOTED, QUOTED, QUOTE_IN_QUOTED };

void ct_scan_separators(const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *positions,
                        ct_scan *scan) {
  enum place place = FIELD_START;
  size_t found = 0, stray = count, opened = count;
  uint32_t seen = 0;
  for (size_t i = 0; i < count; i++) {
    const uint8_t byte = bytes[i];
    if (byte == 0) seen |= CT_SEEN_NUL;
    if (byte >= 0x80) seen |= CT_SEEN_HIGH;
    if (place == QUOTED) {
      if (byte == '"') place = QUOTE_IN_QUOTED;
      continue;
    }
    if (byte == delimiter || byte == '\n') {
      positions[found++] = (uint32_t)i;
      place = FIELD_START;
    } else if (byte == '"') {
      seen |= CT_SEEN_QUOTE;
      if (place == FIELD_START) {
        place = QUOTED;
        opened = i;
      } else if (place == QUOTE_IN_QUOTED) {
        place = QUOTED;
      } else if (stray == count) {
        stray = i;
      }
    } else if (byte == '\r') {
      // Before a line feed it belongs to the line end; the caller finds any other.
      seen |= CT_SEEN_CR;
      const bool ends_line = i + 1 == count || bytes[i + 1] == '\n';
      if (place == QUOTE_IN_QUOTED && !ends_line && stray == count) stray = i;
      if (place == FIELD_START || !ends_line) place = UNQUOTED;
    } else if (place == QUOTE_IN_QUOTED) {
      if (stray == count) stray = i;
      place = UNQUOTED;
    } else {
      place = UNQUOTED;
    }
  }
  scan->separators = found;
  scan->stray = stray;
  scan->opened = place == QUOTED ? opened : count;
  scan->seen = seen;
}
