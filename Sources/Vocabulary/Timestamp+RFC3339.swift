extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC: `2026-11-24T05:27:58Z`, with six digits of fraction only where there is a fraction.
    package var description: String {
        let date = CivilDate(daysSinceEpoch: day)
        let secondOfDay = Int(seconds - Int64(day) * 86_400)
        let fraction = Int(microseconds - seconds * 1_000_000)
        return String(unsafeUninitializedCapacity: 32) { buffer in
            var position = 0
            func put(_ value: Int, digits: Int) {
                var rest = value
                for index in stride(from: digits - 1, through: 0, by: -1) {
                    buffer[position + index] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                position += digits
            }
            func put(_ character: UInt8) {
                buffer[position] = character
                position += 1
            }
            put(max(0, date.year), digits: 4)
            put(UInt8(ascii: "-"))
            put(date.month, digits: 2)
            put(UInt8(ascii: "-"))
            put(date.day, digits: 2)
            put(UInt8(ascii: "T"))
            put(secondOfDay / 3_600, digits: 2)
            put(UInt8(ascii: ":"))
            put(secondOfDay / 60 % 60, digits: 2)
            put(UInt8(ascii: ":"))
            put(secondOfDay % 60, digits: 2)
            if fraction != 0 {
                put(UInt8(ascii: "."))
                put(fraction, digits: 6)
            }
            put(UInt8(ascii: "Z"))
            return position
        }
    }
}

extension Timestamp: LosslessStringConvertible {
    /// Reads RFC 3339 and its common relatives: a space for the `T`, any number of fraction digits (those past
    /// microseconds are dropped), an offset, or no zone at all, which is read as UTC.
    ///
    /// - Parameter text: years 0001 to 9999; a second of 60 is read as 59. Anything else gives `nil`.
    package init?(_ text: some StringProtocol) {
        var copy = String(text)
        let parsed = copy.withUTF8 { Timestamp(utf8: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The same, straight from bytes.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 19, bytes.count <= 64 else { return nil }
        func number(_ start: Int, _ digits: Int) -> Int? {
            var value = 0
            for index in start..<start + digits {
                let digit = Int(bytes[index]) - 48
                guard digit >= 0, digit <= 9 else { return nil }
                value = value * 10 + digit
            }
            return value
        }
        guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
            let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
            bytes[4] == 45, bytes[7] == 45, bytes[13] == 58, bytes[16] == 58,
            bytes[10] == 84 || bytes[10] == 116 || bytes[10] == 32,
            year >= 1, hour < 24, minute < 60, second <= 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if position < bytes.count, bytes[position] == 46 {
            position += 1
            var scale: Int64 = 100_000
            let first = position
            while position < bytes.count, bytes[position] >= 48, bytes[position] <= 57 {
                fraction += Int64(bytes[position] - 48) * scale
                scale /= 10
                position += 1
            }
            guard position > first else { return nil }
        }
        var offset: Int64 = 0
        if position < bytes.count {
            switch bytes[position] {
            case 90, 122:
                position += 1
            case 43, 45:
                let sign: Int64 = bytes[position] == 43 ? 1 : -1
                guard position + 3 <= bytes.count, let hours = number(position + 1, 2), hours < 24 else {
                    return nil
                }
                position += 3
                if position < bytes.count, bytes[position] == 58 { position += 1 }
                guard position + 2 <= bytes.count, let minutes = number(position, 2), minutes < 60 else {
                    return nil
                }
                position += 2
                offset = sign * Int64(hours * 3_600 + minutes * 60)
            default:
                return nil
            }
        }
        guard position == bytes.count else { return nil }
        let clock = Int64(hour * 3_600 + minute * 60 + min(second, 59))
        let total = Int64(date.daysSinceEpoch) * 86_400 + clock - offset
        self.init(microseconds: total * 1_000_000 + fraction)
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
