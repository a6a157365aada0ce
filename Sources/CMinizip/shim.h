#include <minizip/unzip.h>
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

// The archive in a seekable file; NULL where it is none.
static inline unzFile cm_open(int descriptor) {
  zlib_filefunc64_def functions = {
      .zopen64_file = cm_stream_open,
      .zread_file = cm_stream_read,
      .zwrite_file = NULL,
      .ztell64_file = cm_stream_tell,
      .zseek64_file = cm_stream_seek,
      .zclose_file = cm_stream_close,
      .zerror_file = cm_stream_error,
      .opaque = NULL,
  };
  return unzOpen2_64(&descriptor, &functions);
}
