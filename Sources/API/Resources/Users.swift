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
        return try .json(.created, UserView(user)).tagged(EntityTag(user))
    }

    static func get(_ call: Call) async throws -> Answer {
        let user = try await GetUser(call.id("user_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(UserView(user)).tagged(EntityTag(user))
    }

    static func change(_ call: Call) async throws -> Answer {
        let user = try await ChangeUser(
            call.id("user_id"), tenant: call.pathTenant(), name: call.body["name"]?.string,
            role: call.body.choice("role"), isSecurityContact: call.body["is_security_contact"]?.bool,
            expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(UserView(user)).tagged(EntityTag(user))
    }

    static func deactivate(_ call: Call) async throws -> Answer {
        let user = try await DeactivateUser(call.id("user_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(UserView(user)).tagged(EntityTag(user))
    }

    static func reactivate(_ call: Call) async throws -> Answer {
        let user = try await ReactivateUser(call.id("user_id"), tenant: call.pathTenant())
            .perform(on: call.floor, in: call.context)
        return try .ok(UserView(user)).tagged(EntityTag(user))
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
    let deactivatedAt: Timestamp?
    let version: Int64

    init(_ user: User) {
        deactivatedAt = user.deactivatedAt
        version = user.version
        id = user.id
        tenantID = user.tenant
        email = user.email
        name = user.name
        role = user.role
        isSecurityContact = user.isSecurityContact
        createdAt = user.createdAt
    }
}

extension EntityTag {
    fileprivate init(_ user: User) { self.init(version: user.version) }
}

struct TokenView: Encodable {
    let id: KeyID
    let token: String
    let expiresAt: Timestamp
}
