/// The purchase token from the landing page's address, made fit for the `x-ms-marketplace-token` header.
///
/// The marketplace puts it into the address percent-encoded and wants it back decoded. By the time it gets
/// here a web framework has decoded it once, twice or never, and may have read its `+` as a space. The token
/// itself is base64, in which neither `%` nor a space occurs, so all of that can be told apart and undone.
package struct MarketplaceToken: Hashable, Sendable {
    /// Printable ASCII without spaces: safe in a header.
    package let value: String

    /// A token is about a kilobyte; eight leaves room and fits the servers' header limits.
    package static let lengthMax = 8_192

    /// - Parameter text: as it came; `nil` where it cannot be a token however often it is decoded.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.lengthMax * 3 else { return nil }
        var bytes = Array(text.utf8)
        // Twice: once for the address, once for a log-in that carried the address inside another.
        for _ in 0..<2 where bytes.contains(UInt8(ascii: "%")) {
            guard let decoded = percentDecoded(bytes) else { return nil }
            bytes = decoded
        }
        bytes = bytes.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "+") : $0 }
        guard bytes.count <= Self.lengthMax, bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        value = String(decoding: bytes, as: UTF8.self)
    }
}

private func percentDecoded(_ bytes: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        guard bytes[index] == UInt8(ascii: "%") else {
            result.append(bytes[index])
            index += 1
            continue
        }
        guard index + 2 < bytes.count,
            let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
            let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
        else { return nil }
        result.append(UInt8(high << 4 | low))
        index += 3
    }
    return result
}
