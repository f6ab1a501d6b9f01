import Operations
import Vocabulary

enum Connectors {
    static func connectGoogleWorkspace(_ call: Call) async throws -> Answer {
        let serviceAccount = try call.body.text("service_account_email")
        let key = try call.body.text("private_key_pem")
        let administrator = try call.body.text("delegated_admin")
        let settings = ConnectorSettings(
            kind: .googleWorkspace,
            baseURL: call.body["base_url"]?.string ?? "https://admin.googleapis.com",
            tokenURL: call.body["token_url"]?.string ?? "https://oauth2.googleapis.com/token",
            serviceAccountEmail: serviceAccount, privateKeyPEM: key, delegatedAdmin: administrator)
        try await ConnectDirectory(tenant: call.tenant, connector: settings)
            .perform(on: call.floor, in: call.context)
        return try .ok(ConnectorView(settings))
    }
}

/// The settings without the key.
struct ConnectorView: Encodable {
    let kind: ConnectorSettings.Kind
    let baseURL: String
    let tokenURL: String
    let serviceAccountEmail: String
    let delegatedAdmin: String

    init(_ settings: ConnectorSettings) {
        kind = settings.kind
        baseURL = settings.baseURL
        tokenURL = settings.tokenURL
        serviceAccountEmail = settings.serviceAccountEmail
        delegatedAdmin = settings.delegatedAdmin
    }
}
