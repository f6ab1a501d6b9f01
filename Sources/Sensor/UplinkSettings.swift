/// Where a sensor sends, as whom, and within which bounds.
package struct UplinkSettings: Sendable {
    /// `https://floor.example`, without a slash at its end.
    package let floor: String
    /// `wfs_…`; never logged.
    package let key: String
    /// One of the uplink's sources: `google_workspace`.
    package let source: String

    /// Uncompressed. The floor takes 16 MiB; one is enough for its full speed and keeps a retry cheap.
    package var batchBytes = 1 << 20
    package var batchEvents = 10_000
    /// A longer record is refused here, with its line number; the floor would refuse it, too.
    package var lineBytes = 1 << 20
    /// How long a record waits for company.
    package var linger: Duration = .milliseconds(500)
    /// How long one batch is tried before the sensor stops.
    package var giveUp: Duration = .seconds(600)
    package var firstWait: Duration = .milliseconds(250)
    package var longestWait: Duration = .seconds(30)
    /// Of one try. The floor answers after its commit, which a full disk or a failover may hold up.
    package var timeout: Duration = .seconds(60)
    /// Whether the records are the past.
    package var backfill = false
    package var honoursControlLines = false
    /// Lines at the start that an earlier run has settled already.
    package var skipLines = 0

    /// Plain `http://` to another machine shows the key to everybody on the way: to be allowed only where TLS
    /// ends before the floor, on a network of one's own.
    package init(
        floor: String, key: String, source: String, allowsPlainHTTP: Bool = false
    ) throws(UplinkError) {
        let trimmed = String(floor.reversed().drop { $0 == "/" }.reversed())
        let isSecure = trimmed.hasPrefix("https://")
        guard isSecure || trimmed.hasPrefix("http://") else {
            throw .badSetting("the floor's address must begin with https:// or http://")
        }
        let rest = trimmed.dropFirst(isSecure ? 8 : 7)
        guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            !rest.contains(where: { "?#@\\".contains($0) })
        else { throw .badSetting("the floor's address must be scheme://host[:port][/path]") }
        guard isSecure || allowsPlainHTTP || isLoopback(rest.prefix { $0 != "/" }) else {
            throw .badSetting("plain http would show the sensor's key; use https, or allow plain http")
        }
        guard key.hasPrefix("wfs_"), key.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .badSetting("a sensor's key begins with wfs_")
        }
        guard !source.isEmpty, source.utf8.allSatisfy(isNameByte) else {
            throw .badSetting("a source is named in lower case, digits and underscores")
        }
        self.floor = trimmed
        self.key = key
        self.source = source
    }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte == 95
}

/// Only what cannot leave the machine: a name like `127.0.0.1.example.com` can.
private func isLoopback(_ authority: Substring) -> Bool {
    if authority.hasPrefix("[::1]") { return true }
    let host = authority.prefix { $0 != ":" }
    if host.lowercased() == "localhost" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets.first == "127"
        && octets.allSatisfy { $0.first != "+" && UInt8($0) != nil }
}
