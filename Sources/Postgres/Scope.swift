/// Under whose eyes a transaction runs: a role, and settings that row security policies read.
///
/// Both are local to the transaction, so that a connection passed on (by the pool, or by PgBouncer) carries
/// nothing over.
package struct Scope: Hashable, Sendable {
    package struct Setting: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The role entered; `nil` stays the role that logged in.
    package var role: String?
    package var settings: [Setting]

    package init(role: String? = nil, settings: [Setting]) {
        self.role = role
        self.settings = settings
    }
}

extension Scope {
    /// The statement that enters this scope: `set_config(…, true)` is `SET LOCAL`, with values bound.
    ///
    /// `previous`: the scope to leave. What it set and this one does not is emptied, so that a policy
    /// which casts it raises.
    /// - Returns: `nil` when there is nothing to set.
    func entering(from previous: Scope?, statementTimeout: Duration?) -> Statement? {
        var wanted: [Setting] = []
        if let role {
            wanted.append(Setting(name: "role", value: role))
        } else if previous?.role != nil {
            wanted.append(Setting(name: "role", value: "none"))
        }
        if let statementTimeout, !settings.contains(where: { $0.name == "statement_timeout" }) {
            wanted.append(Setting(name: "statement_timeout", value: "\(statementTimeout.milliseconds)ms"))
        }
        for left in previous?.settings ?? [] where !settings.contains(where: { $0.name == left.name }) {
            wanted.append(Setting(name: left.name, value: ""))
        }
        wanted += settings
        guard !wanted.isEmpty else { return nil }

        let calls: [Statement] = wanted.map { "set_config(\($0.name), \($0.value), true)" }
        return "SELECT \(calls.joined(separator: ", "))"
    }
}

extension Duration {
    /// Whole milliseconds, at least 0.
    var milliseconds: Int64 {
        max(0, components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
