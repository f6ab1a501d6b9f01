/// A 128-bit id that belongs to one kind of thing: a `TenantID` is not a `CaseID`.
///
/// Ids that Watchfloor makes are UUIDv7 (RFC 9562), so they ascend with the time of their making. The text form is
/// the 36-character lower-case UUID.
package struct Identifier<Noun>: Hashable, Sendable {
    /// The first eight bytes, big-endian.
    package let high: UInt64
    /// The last eight bytes, big-endian.
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The same id seen as another noun; for the few places where one row stands for two things.
    package func asserted<Other>(as _: Other.Type) -> Identifier<Other> {
        Identifier<Other>(high: high, low: low)
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

extension Identifier: CustomStringConvertible {
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let word = index < 8 ? high : low
                let byte = UInt8(truncatingIfNeeded: word >> UInt64(8 * (7 - index % 8)))
                buffer[position] = hexDigit(byte >> 4)
                buffer[position + 1] = hexDigit(byte & 15)
                position += 2
            }
            return position
        }
    }
}

extension Identifier: LosslessStringConvertible {
    /// - Parameter text: 36 characters in the 8-4-4-4-12 form, either case; anything else gives `nil`.
    package init?(_ text: some StringProtocol) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        var position = 0
        for character in text.utf8 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard character == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = hexValue(character), digits < 32 else { return nil }
                if digits < 16 { high = high << 4 | UInt64(value) } else { low = low << 4 | UInt64(value) }
                digits += 1
            }
            position += 1
        }
        guard position == 36, digits == 32 else { return nil }
        self.init(high: high, low: low)
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Identifier(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Identifier {
    /// The id `offset` places after this one; ids within a segment are consecutive.
    package func advanced(by offset: Int) -> Self {
        let (sum, overflow) = low.addingReportingOverflow(UInt64(offset))
        return Self(high: overflow ? high + 1 : high, low: sum)
    }

    /// How many places `other` lies after this id, when that is a small non-negative number.
    package func distance(to other: Self) -> Int? {
        guard high == other.high, other.low >= low else { return nil }
        return Int(exactly: other.low - low)
    }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
}

private func hexValue(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
}
