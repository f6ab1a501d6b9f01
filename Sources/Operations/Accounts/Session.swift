package import Vocabulary

/// How somebody logged in.
package enum LogInMethod: String, Codable, CaseIterable, Sendable {
    case password
    case passwordAndCode = "password_totp"
    case recoveryCode = "recovery_code"
    case oidc
}

/// The session that a request came in by.
package struct SessionReference: Hashable, Sendable {
    package let id: SessionID
    package let method: LogInMethod
    /// Time since the log-in, by the database's clock.
    package let age: Duration

    package init(id: SessionID, method: LogInMethod, age: Duration) {
        self.id = id
        self.method = method
        self.age = age
    }
}

/// Who a credential belongs to, and the session that it is, if it is one.
package struct Identity: Hashable, Sendable {
    package let caller: Caller
    package let session: SessionReference?

    package init(caller: Caller, session: SessionReference? = nil) {
        self.caller = caller
        self.session = session
    }
}

/// A session just opened. The secret is shown this once.
package struct OpenedSession: Sendable {
    package let id: SessionID
    package let holder: AccountHolder
    package let secret: Secret
    /// When it ends however much it is used.
    package let expiresAt: Timestamp

    package init(id: SessionID, holder: AccountHolder, secret: Secret, expiresAt: Timestamp) {
        self.id = id
        self.holder = holder
        self.secret = secret
        self.expiresAt = expiresAt
    }
}

/// A live session, as its person sees it in a list.
package struct SessionRecord: Hashable, Sendable {
    package let id: SessionID
    package let method: LogInMethod
    /// The network of the log-in, `198.51.100.7/32` or `2001:db8:77::/64`; `nil` where it was not known.
    package let client: String?
    package let createdAt: Timestamp
    /// To the minute.
    package let lastUsedAt: Timestamp
    package let expiresAt: Timestamp

    package init(
        id: SessionID, method: LogInMethod, client: String?, createdAt: Timestamp, lastUsedAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.method = method
        self.client = client
        self.createdAt = createdAt
        self.lastUsedAt = lastUsedAt
        self.expiresAt = expiresAt
    }
}
