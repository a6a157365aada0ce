// Reads workbooks of Excel 97 to 2003 (BIFF) by libfreexl in a child process.
//
// The library is not ours to mend, and a file that ends it must not end the run: the child has limits of
// time and memory of its own and writes what it reads into a pipe.
#pragma once
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

// What stands before every piece in the pipe, in the byte order of the machine.
typedef struct {
  uint32_t kind;    // one of CL_…
  uint32_t row;     // from 0; of CL_SHEET and CL_STATUS the number
  uint32_t column;  // from 0; of CL_SHEET whether it has content
  uint32_t length;  // of the text that follows
} cl_piece;

enum {
  CL_SHEET = 1,   // a sheet: its number, whether it has content, its name
  CL_TEXT = 2,    // a cell with text
  CL_NUMBER = 3,  // a cell with a number, as text with 17 digits
  CL_STATUS = 4,  // the end: 0, a code of libfreexl, or one below
};

enum { CL_ENCRYPTED = 1000, CL_NO_PROCESS = 1001 };

// Starts a child that lists the sheets (sheet < 0), or reads the cells of one; answers the end of its pipe
// and its process, -1 where it could not be started. At most `seconds` of processor time and `memory` bytes
// beyond what is there already.
int cl_start(const char *path, int sheet, unsigned seconds, uint64_t memory, pid_t *child);

// Waits for the child; 0 where it ended by itself.
int cl_finish(pid_t child);

#ifdef __cplusplus
}
#endif
