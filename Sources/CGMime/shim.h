// GMime is an object system by casting macros, which Swift cannot see: the few casts that mail needs, as
// functions.
#ifndef WATCHFLOOR_CGMIME_SHIM_H
#define WATCHFLOOR_CGMIME_SHIM_H

#include <gmime/gmime.h>
#include <string.h>

// `seconds` since the Unix epoch; written in UTC.
static inline void shim_gmime_set_date(GMimeMessage *message, long long seconds) {
    GDateTime *date = g_date_time_new_from_unix_utc(seconds);
    if (date == NULL) return;
    g_mime_message_set_date(message, date);
    g_date_time_unref(date);
}

// Adds one mailbox under the header of its kind. `name` may be null. Names are encoded as UTF-8, never as the
// smallest character set that would hold them, which is what GMime does when left alone.
static inline void shim_gmime_add_mailbox(
    GMimeMessage *message, GMimeAddressType kind, const char *name, const char *address
) {
    InternetAddressList *list = g_mime_message_get_addresses(message, kind);
    InternetAddress *mailbox = internet_address_mailbox_new(name, address);
    internet_address_set_charset(mailbox, "utf-8");
    internet_address_list_add(list, mailbox);
    g_object_unref(mailbox);
}

// The address with its domain in the ASCII form of IDNA. The caller frees it by g_free.
static inline char *shim_gmime_ascii_address(const char *address) {
    InternetAddress *mailbox = internet_address_mailbox_new(NULL, address);
    char *ascii = g_strdup(internet_address_mailbox_get_idn_addr((InternetAddressMailbox *)mailbox));
    g_object_unref(mailbox);
    return ascii;
}

static inline void shim_gmime_set_header(GMimeMessage *message, const char *name, const char *value) {
    g_mime_object_set_header((GMimeObject *)message, name, value, "utf-8");
}

// Makes `text` and `html` the two alternatives of the body, plainest first, as RFC 2046 wants.
static inline void shim_gmime_set_alternatives(
    GMimeMessage *message, const char *boundary, const char *text, const char *html
) {
    GMimeMultipart *alternatives = g_mime_multipart_new_with_subtype("alternative");
    g_mime_multipart_set_boundary(alternatives, boundary);
    const char *subtypes[] = { "plain", "html" };
    const char *bodies[] = { text, html };
    for (int index = 0; index < 2; index++) {
        // Not by GMimeTextPart, which declares the smallest character set that holds the text.
        GMimePart *part = g_mime_part_new_with_type("text", subtypes[index]);
        g_mime_object_set_content_type_parameter((GMimeObject *)part, "charset", "utf-8");
        GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bodies[index], strlen(bodies[index]));
        GMimeDataWrapper *content =
            g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
        g_mime_part_set_content(part, content);
        g_object_unref(content);
        g_object_unref(stream);
        g_mime_multipart_add(alternatives, (GMimeObject *)part);
        g_object_unref(part);
    }
    g_mime_message_set_mime_part(message, (GMimeObject *)alternatives);
    g_object_unref(alternatives);
}

// The whole message with CRLF line ends, every part in the transfer encoding that GMime finds best for
// seven-bit transport. The caller frees the result by g_byte_array_unref.
static inline GByteArray *shim_gmime_write(GMimeMessage *message) {
    g_mime_object_encode((GMimeObject *)message, GMIME_ENCODING_CONSTRAINT_7BIT);
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
    g_mime_object_write_to_stream((GMimeObject *)message, options, stream);
    g_object_unref(stream);
    g_mime_format_options_free(options);
    return bytes;
}

static inline void shim_gmime_free(GMimeMessage *message) { g_object_unref(message); }

#endif
