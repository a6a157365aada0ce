#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

// minizip opens a file by its name; a workbook may be an unnamed temporary file, and there may be no
// /proc to name it by.
struct cm_stream {
  int descriptor;
  off_t offset;
};

static voidpf cm_stream_open(voidpf opaque, const void *name, int mode) {
  (void)opaque;
  (void)mode;
  struct cm_stream *stream = (struct cm_stream *)malloc(sizeof(struct cm_stream));
  if (stream != NULL) {
    stream->descriptor = *(const int *)name;
    stream->offset = 0;
  }
  return stream;
}

static uLong cm_stream_read(voidpf opaque, voidpf handle, void *buffer, uLong size) {
  (void)opaque;
  struct cm_stream *stream = (struct cm_stream *)handle;
  uLong done = 0;
  while (done < size) {
    const ssize_t count =
        pread(stream->descriptor, (char *)buffer + done, size - done, stream->offset);
    if (count <= 0) break;
    done += (uLong)count;
    stream->offset += count;
  }
  return done;
}

static uLong cm_stream_write(voidpf opaque, voidpf handle, const void *buffer, uLong size) {
  (void)opaque;
  struct cm_stream *stream = (struct cm_stream *)handle;
  uLong done = 0;
  while (done < size) {
    const ssize_t count =
        pwrite(stream->descriptor, (const char *)buffer + done, size - done, stream->offset);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += (uLong)count;
    stream->offset += count;
  }
  return done;
}

static ZPOS64_T cm_stream_tell(voidpf opaque, voidpf handle) {
  (void)opaque;
  return (ZPOS64_T)((struct cm_stream *)handle)->offset;
}

static long cm_stream_seek(voidpf opaque, voidpf handle, ZPOS64_T offset, int origin) {
  (void)opaque;
  struct cm_stream *stream = (struct cm_stream *)handle;
  off_t base = 0;
  if (origin == ZLIB_FILEFUNC_SEEK_CUR) base = stream->offset;
  if (origin == ZLIB_FILEFUNC_SEEK_END) base = lseek(stream->descriptor, 0, SEEK_END);
  if (base < 0) return -1;
  stream->offset = base + (off_t)offset;
  return 0;
}

static int cm_stream_close(voidpf opaque, voidpf handle) {
  (void)opaque;
  free(handle);
  return 0;
}

static int cm_stream_error(voidpf opaque, voidpf handle) {
  (void)opaque;
  (void)handle;
  return 0;
}

static const zlib_filefunc64_def cm_functions = {
    .zopen64_file = cm_stream_open,
    .zread_file = cm_stream_read,
    .zwrite_file = cm_stream_write,
    .ztell64_file = cm_stream_tell,
    .zseek64_file = cm_stream_seek,
    .zclose_file = cm_stream_close,
    .zerror_file = cm_stream_error,
    .opaque = NULL,
};

// The archive in a seekable file; NULL where it is none.
static inline unzFile cm_open(int descriptor) {
  zlib_filefunc64_def functions = cm_functions;
  return unzOpen2_64(&descriptor, &functions);
}

// A new archive in an empty seekable file; NULL where there is no memory.
static inline zipFile cm_create(int descriptor) {
  zlib_filefunc64_def functions = cm_functions;
  return zipOpen2_64(&descriptor, APPEND_STATUS_CREATE, NULL, &functions);
}

// Begins a part that is deflated. No time is written, so that the same parts make the same bytes: the day is
// the first that a ZIP archive can name.
static inline int cm_begin(zipFile archive, const char *name, int level) {
  zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_year = 1980}};
  return zipOpenNewFileInZip64(archive, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, level, 0);
}
