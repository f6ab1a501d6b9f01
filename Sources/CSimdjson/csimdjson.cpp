#include "csimdjson.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "unescape.h"

using namespace simdjson;

namespace {

// The parser and its buffers grow in powers of two from here, so that records of rising size do not each
// cost a new allocation.
constexpr size_t capacity_least = 64 * 1024;

// Room for nodes that is kept from one record to the next (3 MB). One record of a megabyte of zeros takes
// eight times as much, once.
constexpr size_t nodes_kept = 64 * 1024;

std::string_view trimmed(std::string_view token) {
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' ||
                              token.back() == '\t')) {
        token.remove_suffix(1);
    }
    return token;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// RFC 8259, section 6.
bool is_number(std::string_view token) {
    size_t position = 0;
    auto digits = [&] {
        const size_t first = position;
        while (position < token.size() && is_digit(token[position])) { position++; }
        return position > first;
    };
    if (position < token.size() && token[position] == '-') { position++; }
    if (position < token.size() && token[position] == '0') {
        position++;
    } else if (!digits()) {
        return false;
    }
    if (position < token.size() && token[position] == '.') {
        position++;
        if (!digits()) { return false; }
    }
    if (position < token.size() && (token[position] == 'e' || token[position] == 'E')) {
        position++;
        if (position < token.size() && (token[position] == '+' || token[position] == '-')) { position++; }
        if (!digits()) { return false; }
    }
    return position == token.size();
}

} // namespace

struct json_reader {
    ondemand::parser parser;
    std::vector<json_node> nodes;
    std::unique_ptr<char[]> input;
    size_t capacity = 0;
    // Strings that simdjson would not unescape. Unescaping never lengthens, so the document's size is
    // enough.
    std::unique_ptr<uint8_t[]> mended;
    size_t mended_length = 0;
    uint32_t depth_maximum = 0;

    json_outcome read(const void *bytes, size_t length);

  private:
    json_outcome walk(ondemand::value value, uint32_t index, uint32_t depth);
    json_outcome walk_array(ondemand::array array, uint32_t depth);
    json_outcome walk_object(ondemand::object object, uint32_t depth);
    json_outcome scalar(std::string_view token, json_node &node);
    bool mend(const char *escaped, const uint8_t *&text, uint32_t &length);
    bool reserve(size_t length);
    uint32_t open();
    json_outcome refusal(error_code error, std::string_view text) const;
};

json_outcome json_reader::read(const void *bytes, size_t length) {
    if (nodes.capacity() > nodes_kept) {
        std::vector<json_node>().swap(nodes);
    }
    nodes.clear();
    mended.reset();
    mended_length = 0;
    if (length == 0) { return json_empty; }
    if (!reserve(length)) { return json_invalid; }
    std::memcpy(input.get(), bytes, length);
    const std::string_view text(input.get(), length);

    ondemand::document document;
    if (auto error = parser.iterate(padded_string_view(input.get(), length, capacity + SIMDJSON_PADDING))
                         .get(document)) {
        return refusal(error, text);
    }
    ondemand::json_type type;
    if (auto error = document.type().get(type)) { return refusal(error, text); }

    open();
    json_outcome outcome;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        if (auto error = document.get_object().get(object)) { return refusal(error, text); }
        nodes[0].kind = json_object;
        outcome = walk_object(object, 1);
    } else if (type == ondemand::json_type::array) {
        ondemand::array array;
        if (auto error = document.get_array().get(array)) { return refusal(error, text); }
        nodes[0].kind = json_array;
        outcome = walk_array(array, 1);
    } else {
        // On demand, a lone scalar has an interface of its own; all that matters is whether it is JSON.
        nodes[0].kind = json_null;
        dom::parser whole;
        return whole.parse(input.get(), length, false).error() ? refusal(TAPE_ERROR, text) : json_read;
    }
    if (outcome != json_read) { return outcome == json_invalid ? refusal(TAPE_ERROR, text) : outcome; }
    // Something follows the root's closing bracket.
    if (document.current_location().error() != OUT_OF_BOUNDS) { return json_invalid; }
    nodes[0].end = uint32_t(nodes.size());
    return json_read;
}

json_outcome json_reader::walk(ondemand::value value, uint32_t index, uint32_t depth) {
    ondemand::json_type type;
    if (value.type().get(type)) { return json_invalid; }
    switch (type) {
    case ondemand::json_type::object: {
        if (depth >= depth_maximum) { return json_too_deep; }
        ondemand::object object;
        if (value.get_object().get(object)) { return json_invalid; }
        nodes[index].kind = json_object;
        if (auto outcome = walk_object(object, depth + 1)) { return outcome; }
        break;
    }
    case ondemand::json_type::array: {
        if (depth >= depth_maximum) { return json_too_deep; }
        ondemand::array array;
        if (value.get_array().get(array)) { return json_invalid; }
        nodes[index].kind = json_array;
        if (auto outcome = walk_array(array, depth + 1)) { return outcome; }
        break;
    }
    case ondemand::json_type::string: {
        const char *escaped = value.raw_json_token().data() + 1;
        nodes[index].kind = json_string;
        std::string_view text;
        if (value.get_string().get(text) == SUCCESS) {
            nodes[index].text = reinterpret_cast<const uint8_t *>(text.data());
            nodes[index].text_length = uint32_t(text.size());
        } else if (!mend(escaped, nodes[index].text, nodes[index].text_length)) {
            return json_invalid;
        }
        break;
    }
    default:
        if (auto outcome = scalar(trimmed(value.raw_json_token()), nodes[index])) { return outcome; }
    }
    nodes[index].end = uint32_t(nodes.size());
    return json_read;
}

json_outcome json_reader::walk_object(ondemand::object object, uint32_t depth) {
    for (auto result : object) {
        ondemand::field field;
        if (std::move(result).get(field)) { return json_invalid; }
        const uint32_t index = open();
        const char *escaped = field.key().raw();
        std::string_view key;
        if (field.unescaped_key().get(key) == SUCCESS) {
            nodes[index].key = reinterpret_cast<const uint8_t *>(key.data());
            nodes[index].key_length = uint32_t(key.size());
        } else if (!mend(escaped, nodes[index].key, nodes[index].key_length)) {
            return json_invalid;
        }
        if (auto outcome = walk(field.value(), index, depth)) { return outcome; }
    }
    return json_read;
}

json_outcome json_reader::walk_array(ondemand::array array, uint32_t depth) {
    for (auto result : array) {
        ondemand::value value;
        if (std::move(result).get(value)) { return json_invalid; }
        if (auto outcome = walk(value, open(), depth)) { return outcome; }
    }
    return json_read;
}

json_outcome json_reader::scalar(std::string_view token, json_node &node) {
    if (token == "null") {
        node.kind = json_null;
    } else if (token == "true") {
        node.kind = json_true;
    } else if (token == "false") {
        node.kind = json_false;
    } else if (is_number(token)) {
        node.kind = json_number;
        node.text = reinterpret_cast<const uint8_t *>(token.data());
        node.text_length = uint32_t(token.size());
    } else {
        return json_invalid;
    }
    return json_read;
}

bool json_reader::mend(const char *escaped, const uint8_t *&text, uint32_t &length) {
    if (!mended) { mended.reset(new uint8_t[capacity]); }
    uint8_t *target = mended.get() + mended_length;
    size_t written = 0;
    if (!unescape_leniently(escaped, input.get() + capacity, target, written)) { return false; }
    text = target;
    length = uint32_t(written);
    mended_length += written;
    return true;
}

bool json_reader::reserve(size_t length) {
    if (length <= capacity) { return true; }
    size_t wanted = capacity_least;
    while (wanted < length) { wanted *= 2; }
    if (parser.allocate(wanted)) { return false; }
    input.reset(new char[wanted + SIMDJSON_PADDING]);
    capacity = wanted;
    return true;
}

uint32_t json_reader::open() {
    const uint32_t index = uint32_t(nodes.size());
    nodes.push_back(json_node{nullptr, nullptr, 0, 0, index + 1, json_null});
    return index;
}

json_outcome json_reader::refusal(error_code error, std::string_view text) const {
    if (error == EMPTY) { return json_empty; }
    return validate_utf8(text) ? json_invalid : json_invalid_utf8;
}

extern "C" {

json_reader *json_reader_make(void) { return new json_reader; }

void json_reader_free(json_reader *reader) { delete reader; }

json_outcome json_reader_read(
    json_reader *reader, const void *bytes, size_t length, uint32_t depth_maximum) {
    reader->depth_maximum = depth_maximum;
    return reader->read(bytes, length);
}

const json_node *json_reader_nodes(const json_reader *reader) { return reader->nodes.data(); }

size_t json_line_end(const uint8_t *bytes, size_t start, size_t length) {
    if (start >= length) { return length; }
    const void *found = std::memchr(bytes + start, '\n', length - start);
    return found ? size_t(static_cast<const uint8_t *>(found) - bytes) : length;
}

} // extern "C"
