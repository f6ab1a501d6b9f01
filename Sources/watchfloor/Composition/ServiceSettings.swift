import Connectors
import Foundation
import Mail
import MerkleLog
import Operations
import Storage
import Vocabulary

/// What the operator set for this process, from the environment; docs/OPERATING.md lists it.
struct ServiceSettings {
    let environment: [String: String]
    let dataDirectory: String

    init(
        dataDirectory: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.environment = environment
        self.dataDirectory = dataDirectory ?? environment["WATCHFLOOR_DATA_DIRECTORY"] ?? "data"
    }

    /// A file that belongs to this installation.
    func path(_ name: String) -> String {
        URL(filePath: dataDirectory).appending(path: name).path(percentEncoded: false)
    }

    var region: String { environment["WATCHFLOOR_REGION"] ?? "local" }
    var mailFrom: String { environment["WATCHFLOOR_MAIL_FROM"] ?? "soc@watchfloor.example" }
    var operatorName: String { environment["WATCHFLOOR_OPERATOR_NAME"] ?? "the security operations centre" }
    var connectionsMaximum: Int { environment["WATCHFLOOR_DATABASE_CONNECTIONS"].flatMap(Int.init) ?? 16 }

    var preparesStatements: Bool {
        environment["WATCHFLOOR_DATABASE_POOLER"].map { $0 != "transaction" } ?? true
    }

    /// Where the issuers of people's tokens may be.
    func issuerNetworks() throws -> IssuerNetworks {
        guard let text = environment["WATCHFLOOR_ISSUER_NETWORKS"], !text.isEmpty else { return .public }
        guard let networks = IssuerNetworks(rawValue: text) else {
            throw Failure("WATCHFLOOR_ISSUER_NETWORKS is public, private or loopback")
        }
        return networks
    }

    func smtp() throws -> SMTPConfiguration? {
        guard let url = environment["WATCHFLOOR_SMTP_URL"], !url.isEmpty else { return nil }
        var configuration: SMTPConfiguration
        do {
            configuration = try SMTPConfiguration(url: url)
            if let file = environment["WATCHFLOOR_SMTP_CA_FILE"], !file.isEmpty {
                configuration.caFile = file
            }
            try configuration.validate()
        } catch {
            throw Failure("WATCHFLOOR_SMTP_URL cannot be used: \(error)")
        }
        return configuration
    }

    func marketplace(overridingBaseURL baseURL: String? = nil) throws -> AzureMarketplaceSettings? {
        guard let client = environment["WATCHFLOOR_MARKETPLACE_CLIENT_ID"],
            let secret = environment["WATCHFLOOR_MARKETPLACE_CLIENT_SECRET"]
        else {
            guard baseURL == nil else {
                throw Failure(
                    "WATCHFLOOR_MARKETPLACE_CLIENT_ID and WATCHFLOOR_MARKETPLACE_CLIENT_SECRET are needed")
            }
            return nil
        }
        let base =
            baseURL ?? environment["WATCHFLOOR_MARKETPLACE_URL"] ?? "https://marketplaceapi.microsoft.com/api"
        guard let tokens = environment["WATCHFLOOR_MARKETPLACE_TOKEN_URL"] else {
            throw Failure("WATCHFLOOR_MARKETPLACE_TOKEN_URL is needed: the publisher's own token address")
        }
        return AzureMarketplaceSettings(
            baseURL: base, tokenURL: tokens, clientID: client, clientSecret: secret)
    }

    /// Where backups go; `nil` where none are made by this process.
    var backupDirectory: String? {
        environment["WATCHFLOOR_BACKUP_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// How many days one can go back.
    var backupDays: Int { environment["WATCHFLOOR_BACKUP_DAYS"].flatMap(Int.init).map { max(1, $0) } ?? 14 }

    var journalDirectory: String { environment["WATCHFLOOR_JOURNAL_DIRECTORY"] ?? path("journal") }

    func journal() -> FileJournal {
        FileJournal(directory: journalDirectory, host: ProcessInfo.processInfo.hostName)
    }

    /// - Throws: `Failure` where there is none and it was not said that none is expected.
    func existingJournal(orNone isOptional: Bool) throws -> FileJournal {
        guard isOptional || FileManager.default.fileExists(atPath: journalDirectory) else {
            throw Failure(
                "the journal is missing: \(journalDirectory) (WATCHFLOOR_JOURNAL_DIRECTORY), or --without-journal"
            )
        }
        return journal()
    }

    /// - Throws: `Failure` where the key would be made anew: with another key nothing that is sealed opens.
    func requireWrappingKey() throws {
        let file = environment["WATCHFLOOR_KEY_FILE"] ?? path("master.key")
        guard FileManager.default.fileExists(atPath: file) else {
            throw Failure("\(file) is missing: put the installation's key there first")
        }
    }

    /// Whole or not at all, and never over another: of two processes that begin at once, both go on with one key.
    private func makeKey(_ file: String) throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let draft = "\(file).\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        defer {
            close(descriptor)
            unlink(draft)
        }
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
            link(draft, file) == 0 || errno == EEXIST
        else { throw Failure("\(file) cannot be written") }
    }

    /// The key that wraps the tenants' keys; made on first use.
    ///
    /// - Returns: 32 bytes.
    func wrappingKey() throws -> [UInt8] { try key("WATCHFLOOR_KEY_FILE", "master.key") }

    /// The key that signs the heads of the audit logs; made on first use.
    func auditSigner() throws -> NoteSigner {
        let bytes = try key("WATCHFLOOR_AUDIT_KEY_FILE", "audit.key")
        guard let signer = NoteSigner(name: AuditOrigin.signer, privateKey: bytes) else {
            throw Failure("the key that signs the audit logs cannot be used")
        }
        return signer
    }

    /// - Returns: 32 bytes.
    private func key(_ setting: String, _ name: String) throws -> [UInt8] {
        let file = environment[setting] ?? path(name)
        let manager = FileManager.default
        if !manager.fileExists(atPath: file) {
            guard environment[setting] == nil else { throw Failure("\(file) is missing") }
            try manager.createDirectory(atPath: dataDirectory, withIntermediateDirectories: true)
            try makeKey(file)
        }
        guard let bytes = manager.contents(atPath: file) else { throw Failure("\(file) cannot be read") }
        guard bytes.count == 32 else { throw Failure("\(file) holds \(bytes.count) bytes, not 32") }
        return Array(bytes)
    }
}
