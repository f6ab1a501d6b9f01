/// An IPv4 or IPv6 address, seen at several widths.
///
/// An IPv4 address lies in the low 32 bits of `low` with `high` zero; an IPv6 address fills both words,
/// big-endian.
package struct Address: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64
    package let isIPv4: Bool

    package init(high: UInt64, low: UInt64, isIPv4: Bool) {
        self.high = high
        self.low = low
        self.isIPv4 = isIPv4
    }

    /// 32 or 128.
    package var bits: Int { isIPv4 ? 32 : 128 }

    /// The address with all but its first `width` bits cleared; `width` is held to what the family has.
    package func masked(to width: Int) -> Address {
        let kept = min(max(width, 0), bits)
        if isIPv4 {
            return Address(high: 0, low: low & (UInt64.max << UInt64(32 - kept)), isIPv4: true)
        }
        // Swift's smart shift gives zero for a shift of 64, which is what is meant.
        let highMask = kept >= 64 ? UInt64.max : UInt64.max << UInt64(64 - kept)
        let lowMask = kept <= 64 ? 0 : UInt64.max << UInt64(128 - kept)
        return Address(high: high & highMask, low: low & lowMask, isIPv4: false)
    }

    /// The network that the address lies in, in canonical text: `2001:db8:77::/64`.
    package func network(_ width: Int) -> String {
        "\(masked(to: width))/\(min(max(width, 0), bits))"
    }

    package var networks: Networks { Networks(self) }
}

extension Address: Comparable {
    /// IPv4 before IPv6, then by number.
    package static func < (left: Self, right: Self) -> Bool {
        if left.isIPv4 != right.isIPv4 { return left.isIPv4 }
        return left.high == right.high ? left.low < right.low : left.high < right.high
    }
}
