package import PatternOfLife
package import Telemetry

/// Addresses and networks as categories, losing nothing.
///
/// An IPv4 network has all ones in the upper half, which no IPv6 unicast address has.
package enum NetworkCategory {
    private static let v4 = UInt64.max

    package static func category(of address: Address) -> Category {
        Category(high: address.isIPv4 ? v4 : address.high, low: address.low)
    }

    static func category(of address: Address, v4: Int, v6: Int) -> Category {
        category(of: address.masked(to: address.isIPv4 ? v4 : v6))
    }

    static func address(of category: Category) -> Address {
        category.high == v4
            ? Address(high: 0, low: category.low, isIPv4: true)
            : Address(high: category.high, low: category.low, isIPv4: false)
    }

    static func text(of category: Category, v4: Int, v6: Int) -> String {
        let address = address(of: category)
        return address.network(address.isIPv4 ? v4 : v6)
    }
}
