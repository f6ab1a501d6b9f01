#pragma once

#include <zstd.h>
#include <zstd_errors.h>

/// The two answers of `ZSTD_getFrameContentSize` that are not sizes are macros with casts, which Swift does
/// not import.
static inline int zstd_content_size_is_known(unsigned long long size) {
    return size != ZSTD_CONTENTSIZE_UNKNOWN && size != ZSTD_CONTENTSIZE_ERROR;
}
