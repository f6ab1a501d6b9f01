import Foundation

/// Where mail is handed over, and how much of the way there must be protected.
package struct SMTPConfiguration: Hashable, Sendable {
    package enum Security: String, CaseIterable, Sendable {
        /// In the clear. For a relay on this machine.
        case none
        /// STARTTLS where the server offers it. Whoever stands between can take the offer away.
        case optional
        /// STARTTLS or nothing.
        case required
        /// TLS from the first byte (RFC 8314).
        case implicit
    }

    package struct Credentials: Hashable, Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var host: String
    package var port: Int
    package var security: Security
    package var credentials: Credentials?
    /// PEM; `nil` for the system's own authorities.
    package var caFile: String?
    /// What this client calls itself in EHLO; `nil` for the machine's name.
    package var hello: String?
    /// Until the server has greeted: long enough for a far and busy server, short enough to try another
    /// minute.
    package var connectTimeout: Duration = .seconds(10)
    /// For a whole mail.
    package var timeout: Duration = .seconds(45)

    package init(
        host: String, port: Int, security: Security = .required, credentials: Credentials? = nil,
        caFile: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.caFile = caFile
    }

    /// Reads `smtp://user:password@host:587?tls=required` or `smtps://user:password@host:465`.
    ///
    /// - Parameter url: user and password percent-encoded. Options: `tls` (`none`, `optional`, `required`;
    ///   only with
    ///   `smtp`, `required` by default), `ca_file`, `hello`, `connect_timeout_seconds`, `timeout_seconds`.
    /// - Throws: `SMTPConfigurationError`, which never quotes the URL: there is a password in it.
    package init(url: String) throws(SMTPConfigurationError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else {
            throw .notAnURL
        }
        switch parts.scheme?.lowercased() {
        case "smtp": self.init(host: host, port: parts.port ?? 587)
        case "smtps": self.init(host: host, port: parts.port ?? 465, security: .implicit)
        default: throw .scheme
        }
        if self.host.hasPrefix("["), self.host.hasSuffix("]") {
            self.host = String(host.dropFirst().dropLast())
        }
        if let user = parts.user, !user.isEmpty {
            credentials = Credentials(user: user, password: parts.password ?? "")
        }
        guard parts.path.isEmpty || parts.path == "/" else { throw .option("path") }
        for item in parts.queryItems ?? [] {
            try apply(item.name, item.value ?? "")
        }
        try validate()
    }

    private mutating func apply(_ name: String, _ value: String) throws(SMTPConfigurationError) {
        switch name {
        case "tls":
            guard security != .implicit, let choice = Security(rawValue: value), choice != .implicit else {
                throw .option(name)
            }
            security = choice
        case "ca_file": caFile = value
        case "hello": hello = value
        case "connect_timeout_seconds": connectTimeout = try seconds(value, name)
        case "timeout_seconds": timeout = try seconds(value, name)
        default: throw .option(name)
        }
    }

    private func seconds(_ value: String, _ name: String) throws(SMTPConfigurationError) -> Duration {
        guard let count = Int(value), (1...3_600).contains(count) else { throw .option(name) }
        return .seconds(count)
    }

    /// A password never travels in the clear beyond this machine, nor where a stranger could make it so.
    package func validate() throws(SMTPConfigurationError) {
        let exposed = security == .none || security == .optional
        if credentials != nil, exposed, !isLoopback { throw .passwordInTheClear }
        guard (1...65_535).contains(port) else { throw .option("port") }
        if let hello, !hello.utf8.allSatisfy({ isHostByte($0) }) || hello.isEmpty { throw .option("hello") }
    }

    private var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        // 127.0.0.0/8, and not a name that begins so.
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}

package enum SMTPConfigurationError: Error, Hashable, Sendable {
    case notAnURL
    /// Neither `smtp` nor `smtps`.
    case scheme
    /// An option that does not exist or has a value out of its range.
    case option(String)
    /// Credentials with `tls=none` or `tls=optional` to another machine.
    case passwordInTheClear
}

/// Configurations are printed when a service starts; passwords are not.
extension SMTPConfiguration.Credentials: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "\(user):…" }
    package var debugDescription: String { description }
}

private func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        true
    default: false
    }
}
