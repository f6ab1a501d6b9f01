package import Vocabulary

/// The caller's own live sessions.
package struct ListSessions: Sendable {
    package init() {}

    package func perform(on floor: Floor, in context: OperationContext) async throws -> [SessionRecord] {
        let holder = try context.requireHolder()
        return try await floor.store.withAccount(of: holder) { try await $0.sessions() }
    }
}

/// Ends one of the caller's own sessions: logs out here, or somewhere else.
package struct EndSession: Sendable {
    /// `nil` for the one that the request came in by.
    package let id: SessionID?

    package init(_ id: SessionID?) {
        self.id = id
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let holder = try context.requireHolder()
        guard let id = id ?? context.session?.id else {
            throw Problem(.notFound, "This request did not come in by a session.")
        }
        try await floor.store.withAccount(of: holder) { account in
            guard try await account.endSession(id) else { throw Problem.notFound }
            try await account.audit(
                "session.ended", in: context, on: floor, after: ["session_id": .string("\(id)")])
        }
    }
}

/// Ends everything that somebody is logged in with, at once. Whoever deactivates a person or changes what they may do
/// calls `endSessions` on the account inside its own transaction instead.
package struct EndSessions: Sendable {
    package let holder: AccountHolder

    package init(of holder: AccountHolder) {
        self.holder = holder
    }

    /// - Returns: how many were ended.
    @discardableResult
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Int {
        try await floor.store.withAccount(of: holder) { account in
            let count = try await account.endSessions(except: nil)
            if count > 0 {
                try await account.audit(
                    "sessions.ended", in: context, on: floor, after: ["count": .integer(Int64(count))])
            }
            return count
        }
    }
}
