import Vocabulary

/// Where a page ends, as callers carry it: 22 characters that mean nothing to them.
///
/// Lists are ordered by id, so the last id of a page is all that the next one needs. Every text of this form is some
/// id, so a cursor is never malformed in a way that only the database would find out.
package struct Cursor: Hashable, Sendable {
    /// The id as its text, which is what operations take.
    package let id: String

    package init(id: String) {
        self.id = id
    }

    /// - Parameter text: base64url of an id's 16 bytes, without padding; anything else gives `nil`.
    package init?(_ text: String) {
        guard text.utf8.count == 22 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (position, character) in text.utf8.enumerated() {
            guard let six = Self.alphabet.firstIndex(of: character) else { return nil }
            // The last character carries two bits.
            let width = position == 21 ? 2 : 6
            guard position < 21 || six & 0xF == 0 else { return nil }
            let bits = UInt64(position == 21 ? six >> 4 : six)
            high = high << UInt64(width) | low >> UInt64(64 - width)
            low = low << UInt64(width) | bits
        }
        id = RequestID(high: high, low: low).description
    }

    /// The form on the wire; `nil` where the id is none.
    package var text: String? {
        guard let id = RequestID(id) else { return nil }
        var high = id.high
        var low = id.low
        var characters: [UInt8] = []
        // Six bits at a time from the left; 128 bits and four of padding make 22 characters.
        for _ in 0..<21 {
            characters.append(Self.alphabet[Int(high >> 58)])
            high = high << 6 | low >> 58
            low <<= 6
        }
        characters.append(Self.alphabet[Int(high >> 58)])
        return String(decoding: characters, as: UTF8.self)
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
}
