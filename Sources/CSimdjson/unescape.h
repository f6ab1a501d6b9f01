#pragma once

#include <cstddef>
#include <cstdint>

// Unescapes a JSON string from just after its opening quote to its closing one, writing UTF-8. A surrogate
// without its other half becomes U+FFFD, where simdjson gives up: a truncated emoji in a file's name must
// not hide a download. Stage one has seen that the bytes between are valid UTF-8 without control
// characters.
//
// `target` must hold as many bytes as the string has. Returns false for an escape that JSON does not know.
bool unescape_leniently(const char *escaped, const char *end, uint8_t *target, size_t &written);
