import Operations
package import Telemetry

/// Which addresses an issuer may have. A customer names the issuer and this service asks it, from inside the operator's
/// network: without a bound, that would be a way to reach what only the inside should.
package enum IssuerNetworks: String, CaseIterable, Sendable {
    /// The open internet.
    case `public`
    /// The operator's own networks too, for an issuer that stands in them.
    case `private`
    /// This machine too, and there without TLS: for tests and for trying it out.
    case loopback
}

extension IssuerNetworks {
    /// - Returns: why not; `nil` for an address that may be asked.
    package func objection(to url: String) -> String? {
        guard let address = ServiceAddress(url) else { return ServiceAddress.rule }
        guard url.hasPrefix("https://") || self == .loopback else { return "must be https" }
        guard let literal = Address(address.host) else { return nil }
        return admits(literal) ? nil : Self.refusal
    }

    static let refusal = "its address is not one that this service may ask"

    package func admits(_ address: Address) -> Bool {
        if AddressRange.loopback.contains(address) { return self == .loopback }
        if Self.privateRanges.contains(address) { return self != .public }
        if Self.reserved.contains(address) { return false }
        return address.isIPv4 || Self.globalUnicast.contains { $0.contains(address) }
    }

    private static let globalUnicast = ranges("2000::/3")
    private static let privateRanges = ranges(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
    /// Not reachable, or not what they seem: link-local (clouds answer with credentials there), documentation,
    /// benchmarks, multicast, and IPv6 that carries an IPv4 address in it.
    private static let reserved = ranges(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/32", "2001:db8::/32",
        "2002::/16", "3fff::/20")

    private static func ranges(_ texts: String...) -> [AddressRange] { texts.compactMap { AddressRange($0) } }
}
