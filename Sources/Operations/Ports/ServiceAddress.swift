/// The address of a service that we send credentials to: `https`, or `http` on this machine's own loopback.
package struct ServiceAddress: Hashable, Sendable {
    /// Without a slash at its end.
    package let text: String
    package let host: String

    package static let rule = "must be https://host[:port][/path], or http:// on the loopback address only"

    /// - Parameter text: no user, query, fragment or white space; anything else gives `nil`.
    package init?(_ text: String) {
        let rest: Substring
        let isSecure: Bool
        if text.hasPrefix("https://") {
            (rest, isSecure) = (text.dropFirst(8), true)
        } else if text.hasPrefix("http://") {
            (rest, isSecure) = (text.dropFirst(7), false)
        } else {
            return nil
        }
        guard rest.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            !rest.contains(where: { "?#@\\\"<>".contains($0) })
        else { return nil }

        let authority = rest.prefix { $0 != "/" }
        guard let (host, port) = Self.split(authority), !host.isEmpty else { return nil }
        if let port {
            guard let number = UInt16(port), number > 0 else { return nil }
        }
        guard isSecure || Self.isLoopback(host) else { return nil }

        self.host = host
        self.text = String(text.reversed().drop { $0 == "/" }.reversed())
    }

    /// `host:port`, with an IPv6 host in its brackets.
    private static func split(_ authority: Substring) -> (host: String, port: Substring?)? {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let host = String(authority[authority.index(after: authority.startIndex)..<end])
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            return (host, after.isEmpty ? nil : after.dropFirst())
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = parts.first else { return nil }
        return (String(host).lowercased(), parts.count > 1 ? parts[1] : nil)
    }

    /// Only what cannot leave the machine: a name like `127.0.0.1.example.com` can.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets.first == "127"
            && octets.allSatisfy { $0.first != "+" && UInt8($0) != nil }
    }
}
