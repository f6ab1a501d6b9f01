package import Vocabulary

/// What a tenant allows to be done in its name.
package struct ResponsePolicy: Hashable, Codable, Sendable {
    /// Per kind of action. A kind that is not named asks the customer.
    package var modes: [ResponseKind: ResponseMode]
    /// Entities that are never acted on without two people: break-glass accounts, domain controllers.
    package var protected: Set<Entity>
    /// No action is proposed for a finding beneath it.
    package var severityMin: Severity
    /// Seconds for which a proposal waits for an answer before it lapses.
    package var approvalWindowSeconds: Int

    package init(
        modes: [ResponseKind: ResponseMode] = [:], protected: Set<Entity> = [], severityMin: Severity = .high,
        approvalWindowSeconds: Int = 86_400
    ) {
        self.modes = modes
        self.protected = protected
        self.severityMin = severityMin
        self.approvalWindowSeconds = approvalWindowSeconds
    }

    /// The same with no more freedom for any kind than `limit`.
    package func capped(at limit: ResponseMode) -> ResponsePolicy {
        var capped = self
        for kind in ResponseKind.allCases { capped.modes[kind] = min(mode(of: kind), limit) }
        return capped
    }

    package func mode(of kind: ResponseKind) -> ResponseMode { modes[kind] ?? .askCustomer }
}
