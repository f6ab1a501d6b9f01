import HTTPTypes
import Operations
import Vocabulary

/// The service itself: whether it runs, whether it can work, what its interface is, and who is asking.
package struct Service: Sendable {
    private let contract: Contract
    private let docs: String
    private let isReady: @Sendable () async -> Bool

    /// `isReady` says whether the database answers.
    package init(contract: Contract, isReady: @escaping @Sendable () async -> Bool) throws(ContractError) {
        self.contract = contract
        self.isReady = isReady
        docs = try DocsPage(contract).html
    }

    func health(_ call: Call) throws -> Answer { try .ok(StatusView(status: "ok")) }

    func readiness(_ call: Call) async throws -> Answer {
        guard await isReady() else {
            throw Problem(.unavailable, "The database is away.", retryAfterSeconds: 5)
        }
        return try .ok(StatusView(status: "ready"))
    }

    func contractAsYAML(_ call: Call) -> Answer { .text(contract.yaml, as: "application/yaml") }

    func contractAsJSON(_ call: Call) -> Answer { .text(contract.json, as: "application/json") }

    func docs(_ call: Call) -> Answer {
        var answer = Answer.text(docs, as: "text/html; charset=utf-8")
        // The page has a style sheet in it and nothing else that a browser would run or fetch.
        answer.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
        return answer
    }

    func me(_ call: Call) throws -> Answer {
        guard let view = MeView(call.context.caller) else { throw Problem.unauthenticated }
        return try .ok(view)
    }
}

private struct StatusView: Encodable {
    let status: String
}

private struct MeView: Encodable {
    let kind: String
    let id: String
    let name: String
    let email: String
    let role: String
    let tenantID: TenantID?

    init?(_ caller: Caller) {
        switch caller {
        case .user(let id, let tenant, let role, let person):
            (kind, self.id, self.role) = ("user", id.description, role.rawValue)
            (name, email, tenantID) = (person.name, person.email, tenant)
        case .staff(let id, let role, let person):
            (kind, self.id, self.role) = ("staff", id.description, role.rawValue)
            (name, email, tenantID) = (person.name, person.email, nil)
        case .integration(let id, let tenant, _):
            (kind, self.id, role) = ("integration", id.description, "integration")
            (name, email, tenantID) = ("", "", tenant)
        case .nobody, .sensor, .system: return nil
        }
    }
}
