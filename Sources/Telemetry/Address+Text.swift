extension Address: LosslessStringConvertible {
    /// Reads what logs hold: `192.0.2.1`, `192.0.2.1:443`, `2001:db8::1`, `[2001:db8::1]:443`,
    /// `fe80::1%eth0`.
    ///
    /// Ports and zones are dropped, and an IPv4-mapped IPv6 address is the IPv4 address, so that one host has
    /// one name. An octet with a leading zero is refused: some systems read it as octal.
    package init?(_ text: some StringProtocol) {
        var copy = String(text)
        let parsed = copy.withUTF8 { Address(utf8: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The same, straight from bytes.
    package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        guard !bytes.isEmpty, bytes.count <= Self.textBytesMaximum else { return nil }
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 32 { start += 1 }
        while start < end, bytes[end - 1] == 32 { end -= 1 }
        guard start < end else { return nil }

        if bytes[start] == UInt8(ascii: "[") {
            guard let close = bytes[start..<end].firstIndex(of: UInt8(ascii: "]")),
                close + 1 == end || isPort(bytes[(close + 1)..<end]),
                let address = Self.v6(bytes[(start + 1)..<close])
            else { return nil }
            self = address
            return
        }
        var colons = 0
        var colon = end
        for index in start..<end where bytes[index] == UInt8(ascii: ":") {
            colons += 1
            colon = index
        }
        if colons > 1 {
            guard let address = Self.v6(bytes[start..<end]) else { return nil }
            self = address
            return
        }
        guard colons == 0 || isPort(bytes[colon..<end]), let value = v4(bytes[start..<colon]) else {
            return nil
        }
        self.init(high: 0, low: UInt64(value), isIPv4: true)
    }

    /// Longer than any address with brackets, a zone and a port; keeps a hostile field from being scanned at
    /// length.
    package static var textBytesMaximum: Int { 128 }

    private static func v6(_ slice: Slice<UnsafeBufferPointer<UInt8>>) -> Address? {
        // A zone names an interface of the machine that wrote the log and means nothing elsewhere.
        let bare = slice.prefix { $0 != UInt8(ascii: "%") }
        guard let (high, low) = groups(bare) else { return nil }
        if high == 0, low >> 32 == 0xFFFF {
            return Address(high: 0, low: low & 0xFFFF_FFFF, isIPv4: true)
        }
        return Address(high: high, low: low, isIPv4: false)
    }

    private static func groups(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (UInt64, UInt64)? {
        var words: InlineArray<8, UInt16> = .init(repeating: 0)
        var count = 0
        var gap: Int?
        var position = text.startIndex
        let end = text.endIndex
        let colon = UInt8(ascii: ":")

        if position < end, text[position] == colon {
            guard position + 1 < end, text[position + 1] == colon else { return nil }
            gap = 0
            position += 2
        }
        while position < end {
            let word = text[position..<end].prefix { $0 != colon }
            if word.contains(UInt8(ascii: ".")) {
                // The last 32 bits may be written as IPv4.
                guard word.endIndex == end, count <= 6, let value = v4(word) else { return nil }
                words[count] = UInt16(truncatingIfNeeded: value >> 16)
                words[count + 1] = UInt16(truncatingIfNeeded: value)
                count += 2
                position = end
                break
            }
            guard count < 8, let value = hexWord(word) else { return nil }
            words[count] = value
            count += 1
            position = word.endIndex
            guard position < end else { break }
            position += 1
            guard position < end else { return nil }
            if text[position] == colon {
                guard gap == nil else { return nil }
                gap = count
                position += 1
            }
        }
        // `::` stands for at least one group.
        guard gap == nil ? count == 8 : count < 8 else { return nil }
        let shift = 8 - count
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<8 {
            let word: UInt16
            if let gap, index >= gap {
                word = index < gap + shift ? 0 : words[index - shift]
            } else {
                word = words[index]
            }
            if index < 4 { high = high << 16 | UInt64(word) } else { low = low << 16 | UInt64(word) }
        }
        return (high, low)
    }

    /// Dotted decimal, or RFC 5952: lower case, no leading zeros, the first longest run of two or more zero
    /// groups as `::`.
    package var description: String {
        if isIPv4 {
            return "\(low >> 24 & 255).\(low >> 16 & 255).\(low >> 8 & 255).\(low & 255)"
        }
        func word(_ index: Int) -> UInt64 {
            (index < 4 ? high >> UInt64(48 - 16 * index) : low >> UInt64(112 - 16 * index)) & 0xFFFF
        }
        var longest = 0..<0
        var index = 0
        while index < 8 {
            var end = index
            while end < 8, word(end) == 0 { end += 1 }
            if end - index > longest.count { longest = index..<end }
            index = max(end, index + 1)
        }
        if longest.count < 2 { longest = 0..<0 }
        var text = ""
        index = 0
        while index < 8 {
            if !longest.isEmpty, index == longest.lowerBound {
                text += "::"
                index = longest.upperBound
                continue
            }
            if !text.isEmpty, !text.hasSuffix(":") { text += ":" }
            text += String(word(index), radix: 16)
            index += 1
        }
        return text
    }
}

private func v4(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    var value: UInt32 = 0
    var octets = 0
    var octet: UInt32 = 0
    var digits = 0
    for character in text {
        if character == UInt8(ascii: ".") {
            guard digits > 0, octets < 3 else { return nil }
            value = value << 8 | octet
            octets += 1
            octet = 0
            digits = 0
            continue
        }
        guard character >= 48, character <= 57, digits == 0 || octet > 0 else { return nil }
        octet = octet * 10 + UInt32(character - 48)
        digits += 1
        guard octet <= 255 else { return nil }
    }
    guard octets == 3, digits > 0 else { return nil }
    return value << 8 | octet
}

private func hexWord(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> UInt16? {
    guard (1...4).contains(text.count) else { return nil }
    var value: UInt16 = 0
    for character in text {
        let digit: UInt8
        switch character {
        case 48...57: digit = character - 48
        case 97...102: digit = character - 87
        case 65...70: digit = character - 55
        default: return nil
        }
        value = value << 4 | UInt16(digit)
    }
    return value
}

/// A colon and one to five digits.
private func isPort(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard text.first == UInt8(ascii: ":"), (2...6).contains(text.count) else { return false }
    return text.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
}
