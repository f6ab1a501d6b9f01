import HTTPTypes

/// What a browser carries for us: never for another host, never over plain HTTP, never to scripts.
enum Cookie: String {
    /// A log-in that is under way at an issuer; sealed.
    case underway = "__Host-watchfloor-log-in"
    /// A session's secret.
    case session = "__Host-watchfloor-session"

    /// `Set-Cookie`. It comes along where somebody follows a link here, as from the issuer, and with nothing else that
    /// another site does.
    func field(_ value: String, seconds: Int64) -> HTTPField {
        HTTPField(
            name: .setCookie,
            value: "\(rawValue)=\(value); Path=/; Max-Age=\(seconds); Secure; HttpOnly; SameSite=Lax")
    }

    /// `nil` where there is none, and where there are two: then somebody else set one of them.
    func value(in headers: HTTPFields) -> String? {
        let found = headers[values: .cookie].flatMap { $0.split(separator: ";") }.compactMap {
            pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == rawValue else { return nil }
            return String(parts[1])
        }
        return found.count == 1 ? found.first : nil
    }
}
