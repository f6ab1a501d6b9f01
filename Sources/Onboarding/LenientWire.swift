package import Vocabulary

/// A number of seats as the marketplace writes it: an integer, a string of digits, an empty string, null, or
/// nothing at all.
package struct LenientQuantity: Decodable, Sendable {
    /// `nil` where the plan is not sold by the seat.
    package let value: Int?

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = nil
        } else if let number = try? container.decode(Int.self) {
            value = number
        } else {
            let text = try container.decode(String.self).filter { !$0.isWhitespace }
            guard text.isEmpty || Int(text) != nil else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "a quantity that is not a number")
            }
            value = Int(text)
        }
        if let value, value < 0 {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a negative quantity")
        }
    }
}

/// A time as the marketplace writes it: seven digits of fraction, at times no zone (read as UTC), and year 1
/// or an empty string for never.
package struct LenientTime: Decodable, Sendable {
    package let value: Timestamp?

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        if text.isEmpty || text.hasPrefix("0001-01-01") {
            value = nil
            return
        }
        guard let time = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time")
        }
        value = time
    }
}
