/// One address at the three widths at which pattern of life knows it, each in canonical text.
///
/// A household or an office holds a /64 and rotates within it, a provider's customer a /48; for IPv4 a /24
/// and a /16 come nearest.
package struct Networks: Hashable, Sendable {
    /// `192.0.2.51`, `2001:db8:77::1`.
    package let address: String
    /// The /24 (IPv4) or /64 (IPv6): `192.0.2.0/24`, `2001:db8:77::/64`.
    package let network: String
    /// The /16 (IPv4) or /48 (IPv6): `192.0.0.0/16`, `2001:db8:77::/48`.
    package let wide: String

    package init(_ address: Address) {
        self.address = address.description
        network = address.network(address.isIPv4 ? 24 : 64)
        wide = address.network(address.isIPv4 ? 16 : 48)
    }
}
