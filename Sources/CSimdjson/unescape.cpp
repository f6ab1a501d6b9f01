#include "unescape.h"

namespace {

constexpr uint32_t replacement = 0xFFFD;

int hex(char character) {
    if (character >= '0' && character <= '9') { return character - '0'; }
    if (character >= 'a' && character <= 'f') { return character - 'a' + 10; }
    if (character >= 'A' && character <= 'F') { return character - 'A' + 10; }
    return -1;
}

// The four digits after `\u`; false when there are not four.
bool code_unit(const char *from, const char *end, uint32_t &unit) {
    if (end - from < 4) { return false; }
    unit = 0;
    for (int index = 0; index < 4; index++) {
        const int digit = hex(from[index]);
        if (digit < 0) { return false; }
        unit = unit << 4 | uint32_t(digit);
    }
    return true;
}

size_t put(uint32_t point, uint8_t *target) {
    if (point < 0x80) {
        target[0] = uint8_t(point);
        return 1;
    }
    if (point < 0x800) {
        target[0] = uint8_t(0xC0 | point >> 6);
        target[1] = uint8_t(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        target[0] = uint8_t(0xE0 | point >> 12);
        target[1] = uint8_t(0x80 | (point >> 6 & 0x3F));
        target[2] = uint8_t(0x80 | (point & 0x3F));
        return 3;
    }
    target[0] = uint8_t(0xF0 | point >> 18);
    target[1] = uint8_t(0x80 | (point >> 12 & 0x3F));
    target[2] = uint8_t(0x80 | (point >> 6 & 0x3F));
    target[3] = uint8_t(0x80 | (point & 0x3F));
    return 4;
}

// What one character after a backslash stands for; -1 for those that JSON does not know.
int simple(char character) {
    switch (character) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return -1;
    }
}

} // namespace

bool unescape_leniently(const char *escaped, const char *end, uint8_t *target, size_t &written) {
    written = 0;
    while (escaped < end && *escaped != '"') {
        if (*escaped != '\\') {
            target[written++] = uint8_t(*escaped++);
            continue;
        }
        escaped++;
        if (escaped >= end) { return false; }
        if (*escaped != 'u') {
            const int character = simple(*escaped++);
            if (character < 0) { return false; }
            target[written++] = uint8_t(character);
            continue;
        }
        uint32_t point;
        if (!code_unit(escaped + 1, end, point)) { return false; }
        escaped += 5;
        if (point >= 0xD800 && point < 0xE000) {
            uint32_t low;
            const bool paired = point < 0xDC00 && end - escaped >= 6 && escaped[0] == '\\' &&
                                escaped[1] == 'u' && code_unit(escaped + 2, end, low) && low >= 0xDC00 &&
                                low < 0xE000;
            if (paired) {
                point = 0x10000 + ((point - 0xD800) << 10 | (low - 0xDC00));
                escaped += 6;
            } else {
                point = replacement;
            }
        }
        written += put(point, target + written);
    }
    return escaped < end;
}
