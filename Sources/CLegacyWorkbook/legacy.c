// For pipe2.
#define _GNU_SOURCE
#include "CLegacyWorkbook.h"

#include <errno.h>
#include <freexl.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char buffer[1 << 16];
static size_t used;

static void flush_buffer(int out) {
  size_t done = 0;
  while (done < used) {
    const ssize_t count = write(out, buffer + done, used - done);
    if (count < 0) {
      if (errno == EINTR) continue;
      _exit(1);
    }
    done += (size_t)count;
  }
  used = 0;
}

static void put(int out, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    const size_t room = sizeof buffer - used, part = count < room ? count : room;
    memcpy(buffer + used, next, part);
    used += part;
    next += part;
    count -= part;
    if (used == sizeof buffer) flush_buffer(out);
  }
}

static void piece(int out, uint32_t kind, uint32_t row, uint32_t column, const char *text) {
  const size_t length = text == NULL ? 0 : strlen(text);
  const cl_piece head = {kind, row, column, (uint32_t)length};
  put(out, &head, sizeof head);
  if (length > 0) put(out, text, length);
}

static _Noreturn void end(int out, uint32_t status) {
  piece(out, CL_STATUS, status, 0, NULL);
  flush_buffer(out);
  _exit(0);
}

static int is_content(const FreeXL_CellValue *value) {
  switch (value->type) {
    case FREEXL_CELL_INT:
    case FREEXL_CELL_DOUBLE: return 1;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME: return value->value.text_value != NULL && value->value.text_value[0] != 0;
    default: return 0;
  }
}

static void cell(int out, unsigned row, unsigned column, const FreeXL_CellValue *value) {
  char number[40];
  switch (value->type) {
    case FREEXL_CELL_INT:
      snprintf(number, sizeof number, "%d", value->value.int_value);
      piece(out, CL_NUMBER, row, column, number);
      break;
    case FREEXL_CELL_DOUBLE:
      snprintf(number, sizeof number, "%.17g", value->value.double_value);
      piece(out, CL_NUMBER, row, column, number);
      break;
    default: piece(out, CL_TEXT, row, column, value->value.text_value);
  }
}

// Goes through a sheet; without `writes` only to see whether it has content.
static int walk(const void *book, int out, int sheet, int writes) {
  unsigned rows = 0;
  unsigned short columns = 0;
  int status = freexl_select_active_worksheet(book, (unsigned short)sheet);
  if (status == FREEXL_OK) status = freexl_worksheet_dimensions(book, &rows, &columns);
  if (status != FREEXL_OK) end(out, (uint32_t)-status);
  for (unsigned row = 0; row < rows; row++) {
    for (unsigned short column = 0; column < columns; column++) {
      FreeXL_CellValue value;
      status = freexl_get_cell_value(book, row, column, &value);
      if (status != FREEXL_OK) end(out, (uint32_t)-status);
      if (!is_content(&value)) continue;
      if (!writes) return 1;
      cell(out, row, column, &value);
    }
  }
  return 0;
}

static _Noreturn void run(const char *path, int sheet, int out) {
  const void *book = NULL;
  int status = freexl_open(path, &book);
  unsigned value = 0;
  if (book != NULL && freexl_get_info(book, FREEXL_BIFF_PASSWORD, &value) == FREEXL_OK &&
      value == FREEXL_BIFF_OBFUSCATED)
    end(out, CL_ENCRYPTED);
  if (status != FREEXL_OK) end(out, (uint32_t)-status);
  if (sheet >= 0) {
    walk(book, out, sheet, 1);
    end(out, 0);
  }
  if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &value) != FREEXL_OK) end(out, 2);
  for (unsigned number = 0; number < value; number++) {
    const char *name = NULL;
    freexl_get_worksheet_name(book, (unsigned short)number, &name);
    piece(out, CL_SHEET, number, (uint32_t)walk(book, out, (int)number, 0), name);
  }
  end(out, 0);
}

// The address space that is used already; most of it is reserved and never touched.
static uint64_t address_space(void) {
  unsigned long long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file != NULL) {
    if (fscanf(file, "%llu", &pages) != 1) pages = 0;
    fclose(file);
  }
  return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

int cl_start(const char *path, int sheet, unsigned seconds, uint64_t memory, pid_t *child) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  const uint64_t space = address_space();
  *child = fork();
  if (*child < 0) {
    close(ends[0]);
    close(ends[1]);
    return -1;
  }
  if (*child > 0) {
    close(ends[1]);
    return ends[0];
  }
  // A crash is an answer here, and neither a report nor a core file.
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  const struct rlimit none = {0, 0}, time = {seconds, seconds};
  const uint64_t most = (space == 0 ? (uint64_t)1 << 36 : space) + memory;
  const struct rlimit room = {most, most};
  setrlimit(RLIMIT_CORE, &none);
  setrlimit(RLIMIT_CPU, &time);
  setrlimit(RLIMIT_AS, &room);
  const int quiet = open("/dev/null", O_WRONLY);
  if (quiet >= 0) {
    dup2(quiet, 1);
    dup2(quiet, 2);
  }
  used = 0;
  run(path, sheet, ends[1]);
}

int cl_finish(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}
