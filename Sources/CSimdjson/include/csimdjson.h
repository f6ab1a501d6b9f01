#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// One JSON record, validated whole and laid flat, so that Swift walks it without a call for each value.

typedef enum __attribute__((enum_extensibility(closed))) json_outcome {
    json_read,
    json_empty,
    json_invalid_utf8,
    json_invalid,
    json_too_deep,
} json_outcome;

typedef enum __attribute__((enum_extensibility(closed))) json_kind {
    json_null,
    json_false,
    json_true,
    json_number,
    json_string,
    json_array,
    json_object,
} json_kind;

/// One value. A container's children follow it directly; `end` is the index just past the last of them, and
/// for a scalar just past itself.
typedef struct json_node {
    /// The member's name, unescaped; NULL outside an object. Not terminated.
    const uint8_t *_Nullable key;
    /// A string, unescaped, or the digits of a number as they were written; NULL for everything else.
    const uint8_t *_Nullable text;
    uint32_t key_length;
    uint32_t text_length;
    uint32_t end;
    json_kind kind;
} json_node;

typedef struct json_reader json_reader;

json_reader *json_reader_make(void);
void json_reader_free(json_reader *reader);

/// Reads one JSON document, which it copies: the bytes need not outlive the call.
///
/// Numbers are checked against the grammar and kept as text, so none is too large. A lone surrogate
/// (`\ud800`) becomes U+FFFD rather than cost the whole record; every other fault of grammar refuses it.
///
/// @param depth_maximum how many containers may lie within one another
json_outcome json_reader_read(
    json_reader *reader, const void *_Nullable bytes, size_t length, uint32_t depth_maximum);

/// The values of the last document read, the root first; valid until the next read.
const json_node *json_reader_nodes(const json_reader *reader);

/// Index of the first line feed at or after `start`; `length` when there is none.
size_t json_line_end(const uint8_t *bytes, size_t start, size_t length);

#ifdef __cplusplus
}
#endif

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
