package import Response
package import Vocabulary

/// What one tenant allows for one kind of action, with who last said so.
package struct TenantResponsePolicy: Hashable, Sendable {
    package let tenant: TenantID
    package let kind: ResponseKind
    package let mode: ResponseMode
    package let protected: [Entity]
    package let severityMin: Severity
    package let approvalWindowSeconds: Int
    package let updatedAt: Timestamp
    package let updatedBy: Actor

    package init(
        tenant: TenantID, kind: ResponseKind, mode: ResponseMode, protected: [Entity], severityMin: Severity,
        approvalWindowSeconds: Int, updatedAt: Timestamp, updatedBy: Actor
    ) {
        self.tenant = tenant
        self.kind = kind
        self.mode = mode
        self.protected = protected
        self.severityMin = severityMin
        self.approvalWindowSeconds = approvalWindowSeconds
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }
}

package protocol ResponseWriting: Sendable {
    func responsePolicy(of kind: ResponseKind) async throws -> TenantResponsePolicy?
    func save(_ policy: TenantResponsePolicy) async throws

    func lockResponseAction(_ key: ItemKey<Noun.ResponseAction>) async throws -> ResponseAction?
    /// Actions of this kind on this target that may still come to something.
    func liveResponseActions(_ kind: ResponseKind, target: Entity) async throws -> [ResponseAction]
    func insert(_ action: ResponseAction, at now: Timestamp) async throws
    func update(_ action: ResponseAction, at now: Timestamp) async throws

    func connector(_ kind: ConnectorSettings.Kind) async throws -> ConnectorSettings?
    func save(_ settings: ConnectorSettings, id: ConnectorID, at now: Timestamp) async throws
}

/// Makes the way to a customer's directory from its settings.
package protocol DirectoryFactory: Sendable {
    func directory(_ settings: ConnectorSettings) throws(DirectoryError) -> any IdentityDirectory
}
