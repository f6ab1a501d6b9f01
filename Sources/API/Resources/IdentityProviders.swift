import Operations
import Vocabulary

/// Whom a customer, or an organisation of the operator's side, lets say who its people are.
enum IdentityProviders {
    static func get(_ call: Call) async throws -> Answer {
        try await get(.tenant(call.pathTenant()), call)
    }

    static func set(_ call: Call) async throws -> Answer {
        try await set(.tenant(call.pathTenant()), call)
    }

    static func remove(_ call: Call) async throws -> Answer {
        try await RemoveIdentityProvider(owner: .tenant(call.pathTenant()))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func unbind(_ call: Call) async throws -> Answer {
        try await UnbindIdentity(owner: .tenant(call.pathTenant()), person: call.id("user_id"))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }

    static func getOfOrganisation(_ call: Call) async throws -> Answer {
        try await get(.organisation(call.id("organisation_id")), call)
    }

    static func setOfOrganisation(_ call: Call) async throws -> Answer {
        try await set(.organisation(call.id("organisation_id")), call)
    }

    static func removeOfOrganisation(_ call: Call) async throws -> Answer {
        try await RemoveIdentityProvider(owner: .organisation(call.id("organisation_id")))
            .perform(on: call.floor, in: call.context)
        return .noContent
    }

    private static func get(_ owner: IdentityProvider.Owner, _ call: Call) async throws -> Answer {
        let provider = try await GetIdentityProvider(owner: owner).perform(on: call.floor, in: call.context)
        return try .ok(IdentityProviderView(provider, callbackURL: call.floor.callbackURL))
    }

    private static func set(_ owner: IdentityProvider.Owner, _ call: Call) async throws -> Answer {
        let body = call.body
        var rules = IdentityRules()
        rules.emailClaim = body["email_claim"]?.string ?? rules.emailClaim
        rules.trustsUnverifiedEmail = body["trusts_unverified_email"]?.bool ?? false
        rules.emailDomains = body.texts("email_domains") ?? []
        rules.groupsClaim = body["groups_claim"]?.string ?? rules.groupsClaim
        rules.roles = (body["roles"]?.array ?? []).compactMap { entry in
            guard let group = entry["group"]?.string, let role = entry["role"]?.string else { return nil }
            return IdentityRules.GroupRole(group: group, role: role)
        }
        rules.createsUsers = body["creates_users"]?.bool ?? false
        rules.defaultRole = body["default_role"]?.string
        rules.scopes = body.texts("scopes") ?? rules.scopes
        if let required = body["required_claim"] {
            rules.requiredClaim = try .init(name: required.text("name"), value: required.text("value"))
        }
        let secret: ClientSecretChange
        if let text = body["client_secret"]?.string {
            secret = .set(text)
        } else {
            secret = body["removes_client_secret"]?.bool == true ? .remove : .keep
        }
        let provider = try await SetIdentityProvider(
            owner: owner, issuer: body.text("issuer"), clientID: body.text("client_id"),
            audiences: body.texts("audiences") ?? [], rules: rules, secret: secret
        ).perform(on: call.floor, in: call.context)
        return try .ok(IdentityProviderView(provider, callbackURL: call.floor.callbackURL))
    }
}

extension JSON {
    fileprivate func texts(_ name: String) -> [String]? { self[name]?.array?.compactMap(\.string) }
}

/// The settings without the secret.
struct IdentityProviderView: Encodable {
    struct Role: Encodable {
        let group: String
        let role: String
    }

    struct Claim: Encodable {
        let name: String
        let value: String
    }

    let issuer: String
    let clientID: String
    let hasClientSecret: Bool
    let audiences: [String]
    let emailClaim: String
    let trustsUnverifiedEmail: Bool
    let emailDomains: [String]
    let groupsClaim: String
    let roles: [Role]
    let createsUsers: Bool
    let defaultRole: String?
    let requiredClaim: Claim?
    let scopes: [String]
    /// To be registered at the issuer.
    let redirectURL: String
    let version: Int64
    let updatedAt: Timestamp

    init(_ provider: IdentityProvider, callbackURL: String) {
        let rules = provider.rules
        issuer = provider.issuer
        clientID = provider.clientID
        hasClientSecret = provider.hasClientSecret
        audiences = provider.audiences
        emailClaim = rules.emailClaim
        trustsUnverifiedEmail = rules.trustsUnverifiedEmail
        emailDomains = rules.emailDomains
        groupsClaim = rules.groupsClaim
        roles = rules.roles.map { Role(group: $0.group, role: $0.role) }
        createsUsers = rules.createsUsers
        defaultRole = rules.defaultRole
        requiredClaim = rules.requiredClaim.map { Claim(name: $0.name, value: $0.value) }
        scopes = rules.scopes
        redirectURL = callbackURL
        version = provider.version
        updatedAt = provider.updatedAt
    }
}
