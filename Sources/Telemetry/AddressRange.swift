/// The addresses that begin with the same bits, as CIDR writes them: `192.0.2.0/24`, `2001:db8::/32`.
package struct AddressRange: Hashable, Sendable {
    /// The first address of the range: every bit past `width` is zero.
    package let base: Address
    /// How many bits all of the range's addresses share.
    package let width: Int

    /// The range of `width` bits that `address` lies in; `width` is held to what the family has.
    package init(around address: Address, width: Int) {
        self.width = min(max(width, 0), address.bits)
        base = address.masked(to: self.width)
    }

    package func contains(_ address: Address) -> Bool {
        address.isIPv4 == base.isIPv4 && address.masked(to: width) == base
    }

    /// The addresses that a machine keeps for itself.
    package static let loopback = [
        AddressRange(around: Address(high: 0, low: 127 << 24, isIPv4: true), width: 8),
        AddressRange(around: Address(high: 0, low: 1, isIPv4: false), width: 128),
    ]
}

extension AddressRange: LosslessStringConvertible {
    /// Reads `192.0.2.0/24` or `2001:db8::/32`, or one address, which is a range of itself.
    ///
    /// Stricter than an address of a log: no port, zone, bracket or space, and no bit set past the width, since
    /// `10.1.2.3/8` says two things at once. A range of IPv4-mapped addresses is the IPv4 range: that is what a client
    /// of it is known by.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let bare = parts[0]
        let colons = bare.utf8.count { $0 == UInt8(ascii: ":") }
        guard bare.utf8.allSatisfy(\.isPartOfAddress), colons != 1, let address = Address(bare) else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(around: address, width: address.bits)
            return
        }
        let digits = parts[1].utf8
        guard (1...3).contains(digits.count), digits.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            digits.count == 1 || digits.first != 48, var width = Int(parts[1])
        else { return nil }
        let isMapped = address.isIPv4 && colons > 0
        if isMapped { width -= 96 }
        guard (0...address.bits).contains(width), address.masked(to: width) == address else { return nil }
        self.init(around: address, width: width)
    }

    package var description: String { "\(base)/\(width)" }
}

extension [AddressRange] {
    package func contains(_ address: Address) -> Bool { contains { $0.contains(address) } }

    /// Whether somebody at this address is let in: an empty list restricts nobody, any other lets in nobody whose
    /// address is unknown.
    package func admits(_ client: Address?) -> Bool {
        guard !isEmpty else { return true }
        return client.map { contains($0) } ?? false
    }
}

extension UInt8 {
    fileprivate var isPartOfAddress: Bool {
        switch self {
        case 48...58, 65...70, 97...102, UInt8(ascii: "."): true
        default: false
        }
    }
}
