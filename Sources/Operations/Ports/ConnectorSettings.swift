package import Vocabulary

/// How to reach one customer's directory: kept encrypted, shown without its key.
package struct ConnectorSettings: Hashable, Codable, Sendable {
    package enum Kind: String, Hashable, Codable, CaseIterable, Sendable {
        case googleWorkspace = "google_workspace"
    }

    package let kind: Kind
    /// `https://admin.googleapis.com`, or another that stands in for it.
    package let baseURL: String
    /// `https://oauth2.googleapis.com/token`; also the audience of what we sign.
    package let tokenURL: String
    package let serviceAccountEmail: String
    /// RSA, 2,048 bits or more, PKCS #8 or PKCS #1 in PEM.
    package let privateKeyPEM: String
    /// The administrator in whose name the service account acts (domain-wide delegation).
    package let delegatedAdmin: String

    private enum CodingKeys: String, CodingKey {
        case kind
        case baseURL = "base_url"
        case tokenURL = "token_url"
        case serviceAccountEmail = "service_account_email"
        case privateKeyPEM = "private_key_pem"
        case delegatedAdmin = "delegated_admin"
    }

    package init(
        kind: Kind, baseURL: String = "https://admin.googleapis.com",
        tokenURL: String = "https://oauth2.googleapis.com/token", serviceAccountEmail: String,
        privateKeyPEM: String, delegatedAdmin: String
    ) {
        self.kind = kind
        self.baseURL = baseURL
        self.tokenURL = tokenURL
        self.serviceAccountEmail = serviceAccountEmail
        self.privateKeyPEM = privateKeyPEM
        self.delegatedAdmin = delegatedAdmin
    }

    /// What is wrong with the settings as far as can be told without trying them; empty where nothing is.
    package var faults: [FieldFault] {
        var faults: [FieldFault] = []
        for (pointer, address) in [("/base_url", baseURL), ("/token_url", tokenURL)]
        where ServiceAddress(address) == nil {
            faults.append(FieldFault(pointer, ServiceAddress.rule))
        }
        for (pointer, email) in [
            ("/service_account_email", serviceAccountEmail), ("/delegated_admin", delegatedAdmin),
        ] where !email.contains("@") || email.contains(where: \.isWhitespace) {
            faults.append(FieldFault(pointer, "must be an e-mail address"))
        }
        if !privateKeyPEM.contains("-----BEGIN") || !privateKeyPEM.contains("PRIVATE KEY-----") {
            faults.append(FieldFault("/private_key_pem", "must be a private key in PEM"))
        }
        return faults
    }
}

extension ConnectorSettings: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the key, so that no log line can hold it.
    package var description: String {
        "\(kind.rawValue) at \(baseURL) as \(serviceAccountEmail) for \(delegatedAdmin)"
    }

    package var debugDescription: String { description }
}
