/// An IPv4 or IPv6 address, seen at several widths.
package struct Address: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64
    package let isIPv4: Bool

    package init(high: UInt64, low: UInt64, isIPv4: Bool) {
        self.high = high
        self.low = low
        self.isIPv4 = isIPv4
    }
}
