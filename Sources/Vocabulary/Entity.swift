/// Something that a tenant owns or meets and that alerts are joined by.
package struct Entity: Hashable, Codable, Sendable, Comparable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case user, device, address, file, application
    }

    package let kind: Kind
    /// The normalised name: an e-mail address in lower case, an address in canonical text, a file's id.
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// `user:kim@acme.example`: the form in indexes and paths.
    package var key: String { "\(kind.rawValue):\(name)" }

    /// Cut by bytes: a name that begins with a combining mark would swallow the colon of a cut by characters.
    package init?(key: String) {
        guard let colon = key.utf8.firstIndex(of: UInt8(ascii: ":")),
            let kind = Kind(rawValue: String(key[..<colon]))
        else { return nil }
        self.init(kind, String(decoding: key.utf8[key.utf8.index(after: colon)...], as: UTF8.self))
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind ? left.name < right.name : left.kind.rawValue < right.kind.rawValue
    }
}
