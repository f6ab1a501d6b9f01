/// A value that is counted: a place, a kind of thing, a word.
///
/// 128 bits, compared by value. Callers that have a number of their own put it in directly and lose nothing;
/// words of up to 15 bytes are packed and lose nothing either; a longer word is a digest of itself.
package struct Category: Hashable, Comparable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// - Parameter word: any text; equal texts give equal categories, and different ones of at most 15 bytes
    ///   different categories. Longer ones meet by chance with 2^-120; the digest has no key, so that this says
    ///   nothing of words that someone contrives to meet.
    package init(word: String) {
        var copy = word
        let (high, low) = copy.withUTF8 { bytes -> (UInt64, UInt64) in
            var high: UInt64 = 0
            var low: UInt64 = 0
            if bytes.count <= 15 {
                for (index, byte) in bytes.enumerated() {
                    if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
                }
                if bytes.count < 8 { high <<= UInt64(8 * (8 - bytes.count)) }
                low <<= UInt64(8 * (15 - max(8, bytes.count)))
                return (high, low << 8 | UInt64(bytes.count))
            }
            high = 0x243F_6A88_85A3_08D3
            low = 0x1319_8A2E_0370_7344
            for byte in bytes {
                high = Mixing.mix(high ^ UInt64(byte))
                low = Mixing.mix(low &+ UInt64(byte) &+ high)
            }
            return (high, low | 0xFF)
        }
        self.init(high: high, low: low)
    }

    /// The word, where it was short enough to be kept.
    package var word: String? {
        let count = Int(low & 0xFF)
        guard count <= 15 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in 0..<count {
            let word = index < 8 ? high : low
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * (7 - index % 8))))
        }
        return String(validating: bytes, as: UTF8.self)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    /// 64 well-mixed bits.
    package var digest: UInt64 { Mixing.mix(Mixing.mix(high) ^ low) }
}
