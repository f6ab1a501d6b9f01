import API
import Connectors
import Logging
import Mail
import Notifications
import Operations
import Postgres
import Storage
import Vocabulary

/// The floor of this process: every port with its live form behind it.
struct Assembly {
    let database: Database
    let pool: PostgresPool
    let bells: Bells
    let floor: Floor
    let clock = SystemClock()

    /// `publicURL`: where people reach the service; links in mails begin with it.
    static func open(
        _ settings: ServiceSettings, _ home: Home, publicURL: String, marketplaceURL: String? = nil,
        logger: Logger
    ) async throws -> Assembly {
        let keyring = try Keyring(wrappingKey: settings.wrappingKey())
        let database = try await Database.open(settings, home)
        do {
            return try assemble(
                settings, database, keyring, publicURL: publicURL, marketplaceURL: marketplaceURL,
                logger: logger)
        } catch {
            try? await database.close()
            throw error
        }
    }

    private static func assemble(
        _ settings: ServiceSettings, _ database: Database, _ keyring: Keyring, publicURL: String,
        marketplaceURL: String?, logger: Logger
    ) throws -> Assembly {
        let pool = database.pool(settings, logger: logger)
        let bells = Bells()
        let exchange = Exchange(logger: logger)
        let issuers = Issuers(networks: try settings.issuerNetworks(), logger: logger)
        let floor = Floor(
            store: PostgresStore(pool: pool, keyring: keyring, bells: bells, region: settings.region),
            identifiers: Identifiers(),
            directories: LiveDirectories(exchange: exchange),
            marketplace: try settings.marketplace(overridingBaseURL: marketplaceURL).map {
                try AzureMarketplace($0, exchange: exchange)
            },
            issuers: issuers, tokens: issuers, sealing: keyring, mail: try mailSender(settings),
            renderer: try renderer(settings),
            auditSigner: try settings.auditSigner(),
            settings: FloorSettings(
                publicURL: publicURL, mailFrom: settings.mailFrom, region: settings.region))
        return Assembly(database: database, pool: pool, bells: bells, floor: floor)
    }

    /// Closes the pool, and stops the cluster if this process started it.
    func close() async throws {
        await pool.close()
        try await database.close()
    }

    /// For the commands that an administrator runs on the machine itself.
    func administration(_ name: String, logger: Logger) -> OperationContext {
        OperationContext(
            caller: .staff(
                .commandLine, role: .platformAdmin, person: .init(name: name, email: "")),
            requestID: floor.identifiers.next(at: clock.now()), clock: clock, logger: logger)
    }

    private static func mailSender(_ settings: ServiceSettings) throws -> any MailSender {
        guard let smtp = try settings.smtp() else { return NoMailServer() }
        return try SMTPMailSender(smtp)
    }

    private static func renderer(_ settings: ServiceSettings) throws -> TemplateRenderer {
        guard let address = MailAddress(settings.mailFrom) else {
            throw Failure("WATCHFLOOR_MAIL_FROM is no e-mail address")
        }
        let from = Mailbox(name: settings.operatorName, address: address)
        return try TemplateRenderer(letterhead: Letterhead(from: from, operatorName: settings.operatorName))
    }
}

/// Directories over HTTP.
struct LiveDirectories: DirectoryFactory {
    let exchange: Exchange

    func directory(_ settings: ConnectorSettings) throws(DirectoryError) -> any IdentityDirectory {
        switch settings.kind {
        case .googleWorkspace: try GoogleDirectory(settings, exchange: exchange)
        }
    }
}

/// Without a mail server nothing is lost: mails stay in the ledger and are tried again until there is one.
struct NoMailServer: MailSender {
    func send(_ mail: OutgoingMail) async throws(MailError) -> MailReceipt {
        throw .transient(code: nil, text: "no mail server is configured (WATCHFLOOR_SMTP_URL)")
    }
}
