import Operations
import Response
import Vocabulary

enum ResponsePolicies {
    static func list(_ call: Call) async throws -> Answer {
        let policies = try await ListResponsePolicies(tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(ListView(items: policies.map(ResponsePolicyView.init)))
    }

    static func set(_ call: Call) async throws -> Answer {
        guard let kind = call.path["kind"].flatMap({ ResponseKind(rawValue: $0) }) else {
            throw Problem.notFound
        }
        var protected: [Entity] = []
        for entity in call.body["protected"]?.array ?? [] {
            protected.append(Entity(try entity.requiredChoice("kind"), try entity.text("name")))
        }
        let policy = try await SetResponsePolicy(
            tenant: call.tenant, kind: kind, mode: call.body.requiredChoice("mode"), protected: protected,
            severityMin: call.body.choice("severity_min") ?? .high,
            approvalWindowSeconds: call.body.integer("approval_window_seconds") ?? 86_400
        ).perform(on: call.floor, in: call.context)
        return try .ok(ResponsePolicyView(policy))
    }
}

struct ResponsePolicyView: Encodable {
    let tenantID: TenantID
    let kind: ResponseKind
    let mode: ResponseMode
    let protected: [EntityView]
    let severityMin: Severity
    let approvalWindowSeconds: Int
    let updatedAt: Timestamp
    let updatedBy: String

    init(_ policy: TenantResponsePolicy) {
        tenantID = policy.tenant
        kind = policy.kind
        mode = policy.mode
        protected = policy.protected.map(EntityView.init)
        severityMin = policy.severityMin
        approvalWindowSeconds = policy.approvalWindowSeconds
        updatedAt = policy.updatedAt
        updatedBy = policy.updatedBy.description
    }
}
