#pragma once

#include <zlib.h>

/// `inflateInit2` is a macro and does not reach Swift. Window bits 15 + 32 read gzip and zlib alike.
static inline int zlib_inflate_start(z_stream *stream) {
    return inflateInit2(stream, 15 + 32);
}

/// `deflateInit2` is a macro and does not reach Swift. Window bits 15 + 16 write gzip.
static inline int zlib_gzip_start(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
