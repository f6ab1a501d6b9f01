import CGMime
package import Notifications
import Vocabulary

/// A mail in the form in which it travels: RFC 5322 headers and a `multipart/alternative` body, CRLF line
/// ends.
///
/// The same mail always gives the same bytes, so that a retry is a repetition and not another mail.
package struct MIMEMessage: Sendable {
    package let bytes: [UInt8]
    /// The addresses of MAIL FROM and RCPT TO, their domains in ASCII.
    package let envelopeFrom: String
    package let envelopeTo: String

    /// - Throws: `MIMEError` if a header holds what a header may not. Nothing is repaired here: the words are
    ///   made
    ///   fit where they are written, and what still arrives unfit is a defect or an attack.
    package init(_ mail: OutgoingMail) throws(MIMEError) {
        try Self.check(mail)
        _ = gmime
        guard let message = g_mime_message_new(0) else { throw .outOfMemory }
        defer { shim_gmime_free(message) }

        shim_gmime_set_date(message, mail.date.seconds)
        add(mail.from, as: GMIME_ADDRESS_TYPE_FROM, to: message)
        add(mail.to, as: GMIME_ADDRESS_TYPE_TO, to: message)
        if let replyTo = mail.replyTo { add(replyTo, as: GMIME_ADDRESS_TYPE_REPLY_TO, to: message) }
        g_mime_message_set_subject(message, guardingEncodedWords(mail.subject), "utf-8")
        g_mime_message_set_message_id(message, mail.messageID.description)
        if let inReplyTo = mail.inReplyTo { shim_gmime_set_header(message, "In-Reply-To", "<\(inReplyTo)>") }
        if !mail.references.isEmpty {
            let thread = mail.references.map { "<\($0)>" }.joined(separator: " ")
            shim_gmime_set_header(message, "References", thread)
        }
        for header in mail.headers {
            shim_gmime_set_header(message, header.name, guardingEncodedWords(header.value))
        }
        // "=_" occurs in neither quoted-printable nor base64, and nobody else knows the effect's id
        // beforehand.
        shim_gmime_set_alternatives(message, "=_\(mail.id)", terminated(mail.text), terminated(mail.html))

        guard let written = shim_gmime_write(message) else { throw .outOfMemory }
        defer { g_byte_array_unref(written) }
        bytes = Array(UnsafeBufferPointer(start: written.pointee.data, count: Int(written.pointee.len)))
        envelopeFrom = asciiAddress(mail.from.address)
        envelopeTo = asciiAddress(mail.to.address)
    }

    private static func check(_ mail: OutgoingMail) throws(MIMEError) {
        try checkValue(mail.subject, of: "Subject")
        for (field, mailbox) in [("From", mail.from), ("To", mail.to), ("Reply-To", mail.replyTo)] {
            try checkValue(mailbox?.name ?? "", of: field)
        }
        for header in mail.headers {
            guard isFieldName(header.name), !reserved.contains(header.name.lowercased()) else {
                throw .headerName(header.name)
            }
            try checkValue(header.value, of: header.name)
        }
        if mail.text.utf8.contains(0) { throw .nullByte(in: "text") }
        if mail.html.utf8.contains(0) { throw .nullByte(in: "html") }
    }

    /// Headers that the mail's own properties make; a second one would contradict the first.
    private static let reserved: Set<String> = [
        "from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to",
        "references", "mime-version", "content-type", "content-transfer-encoding", "content-disposition",
    ]
}

/// What made a mail unfit to be written.
package enum MIMEError: Error, Hashable, Sendable {
    /// Not a field name of RFC 5322, or one that a property of the mail makes.
    case headerName(String)
    /// A control character or line separator in this header: a header that is trying to be two.
    case headerValue(of: String)
    case nullByte(in: String)
    case outOfMemory
}

/// Refuses whatever any reader takes for the end of a line, and every other control character but the tab.
private func checkValue(_ value: String, of field: String) throws(MIMEError) {
    for scalar in value.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control where scalar != "\t", .lineSeparator, .paragraphSeparator:
            throw .headerValue(of: field)
        default: continue
        }
    }
}

/// `field-name` of RFC 5322: printable ASCII without a colon.
private func isFieldName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }
}

private func add(
    _ mailbox: Mailbox, as kind: GMimeAddressType, to message: UnsafeMutablePointer<GMimeMessage>
) {
    let name = mailbox.name.map { guardingEncodedWords($0) }
    shim_gmime_add_mailbox(message, kind, name, mailbox.address.description)
}

/// A part that ends without a line end swallows the boundary's in some readers.
private func terminated(_ body: String) -> String {
    body.hasSuffix("\n") ? body : body + "\n"
}
