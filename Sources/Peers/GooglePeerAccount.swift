package import Vocabulary

/// One account of the directory that a ``GooglePeer`` keeps.
package struct GooglePeerAccount: Hashable, Sendable {
    package let id: String
    package let primaryEmail: String
    package let aliases: [String]
    package var isAdmin: Bool
    package var suspended: Bool
    /// Open web and device sessions.
    package var sessions: Int
    /// `nil` for never.
    package var lastLoginAt: Timestamp?

    package init(
        id: String, primaryEmail: String, aliases: [String] = [], isAdmin: Bool = false,
        suspended: Bool = false, sessions: Int = 1, lastLoginAt: Timestamp? = nil
    ) {
        self.id = id
        self.primaryEmail = primaryEmail
        self.aliases = aliases
        self.isAdmin = isAdmin
        self.suspended = suspended
        self.sessions = sessions
        self.lastLoginAt = lastLoginAt
    }

    /// Google takes an id, an address or an alias for a key.
    func answers(to key: String) -> Bool {
        let folded = key.lowercased()
        return id == key || primaryEmail.lowercased() == folded
            || aliases.contains { $0.lowercased() == folded }
    }

    /// As the Directory API shows it.
    var resource: JSON {
        var members: [String: JSON] = [
            "kind": "admin#directory#user", "id": .string(id), "primaryEmail": .string(primaryEmail),
            "isAdmin": .bool(isAdmin), "isDelegatedAdmin": false, "suspended": .bool(suspended),
            "archived": false, "aliases": .array(aliases.map(JSON.string)),
            "lastLoginTime": .string((lastLoginAt ?? Timestamp(seconds: 0)).description),
        ]
        if suspended { members["suspensionReason"] = "ADMIN" }
        return .object(members)
    }

    /// As a demonstration sees it, sessions and all.
    var standing: JSON {
        [
            "id": .string(id), "primary_email": .string(primaryEmail), "suspended": .bool(suspended),
            "sessions": .integer(Int64(sessions)),
        ]
    }
}
