#include <zlib.h>

// The macro inflateInit2, which Swift can not call: 47 asks for gzip or zlib, found by the header.
static inline int ct_inflate_start(z_stream *stream) { return inflateInit2(stream, 47); }
