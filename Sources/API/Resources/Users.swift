import HTTPTypes
import Operations
import Vocabulary

enum Users {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListUsers(tenant: call.pathTenant(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, UserView.init))
    }

    static func add(_ call: Call) async throws -> Answer {
        let user = try await AddUser(
            tenant: call.pathTenant(), email: call.body.text("email"), name: call.body.text("name"),
            role: call.body.requiredChoice("role"),
            isSecurityContact: call.body["is_security_contact"]?.bool ?? false
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, UserView(user))
    }

    static func issueToken(_ call: Call) async throws -> Answer {
        let issued = try await IssueUserToken(tenant: call.pathTenant(), user: call.id("user_id"))
            .perform(on: call.floor, in: call.context)
        return try .json(
            .created, TokenView(id: issued.id, token: issued.secret.text, expiresAt: issued.expiresAt))
    }
}

struct UserView: Encodable {
    let id: UserID
    let tenantID: TenantID
    let email: String
    let name: String
    let role: UserRole
    let isSecurityContact: Bool
    let createdAt: Timestamp

    init(_ user: User) {
        id = user.id
        tenantID = user.tenant
        email = user.email
        name = user.name
        role = user.role
        isSecurityContact = user.isSecurityContact
        createdAt = user.createdAt
    }
}

struct TokenView: Encodable {
    let id: KeyID
    let token: String
    let expiresAt: Timestamp
}
