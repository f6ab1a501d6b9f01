package import Connectors
import Detection
package import Logging
package import Mail
package import MerkleLog
import Notifications
package import Operations
package import Postgres
package import Storage
import Synchronization
package import Vocabulary

/// The floor that this test stands on.
package var floor: Bench {
    guard let bench = Bench.current else {
        preconditionFailure("the suite needs .freshDatabase or .sharedDatabase")
    }
    return bench
}

/// A whole floor for one test: the product's own use cases over a real database, a clock that the test moves, and
/// everything outside played in memory.
package final class Bench: Sendable {
    @TaskLocal package static var current: Bench?

    /// What the product is given; every command is performed on it.
    package let service: Floor
    package let database: String
    /// As the product logs in.
    package let pool: PostgresPool
    /// Past row security: for looking behind the product's back.
    package let superuser: PostgresPool
    package let clock = TestClock()
    package let mail: MemoryMailSender
    package let directories = MemoryDirectories()
    package let marketplace = MemoryMarketplace()
    package let logger: Logger
    package let bells = Bells()
    let detections = Mutex<[TenantID: TenantDetection]>([:])
    private let cluster: EmbeddedCluster

    /// Past any pooler; as the product logs in.
    package var serviceURL: String { cluster.url(user: "watchfloor_service", database: database) }

    /// As when word comes of a credential that was ended: each is looked up anew.
    package func forgetCredentials() { bells.credentials.advance(tellingOthers: false) }

    static let wrappingKey = [UInt8](repeating: 7, count: Keyring.keyBytes)
    package static let publicURL = "https://watchfloor.example"

    static func open() async throws -> Bench {
        let name = try await TestCluster.freshDatabase()
        return try Bench(database: name, cluster: try await TestCluster.cluster)
    }

    private init(database: String, cluster: EmbeddedCluster) throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        self.logger = logger
        self.database = database
        self.cluster = cluster
        mail = MemoryMailSender()
        var asService = PoolConfiguration(
            url: cluster.url(user: "watchfloor_service", database: database), connectionsMax: 12)
        // Many tests share two processors.
        asService.acquireTimeout = .seconds(60)
        var asSuperuser = PoolConfiguration(url: cluster.superuserURL(database: database), connectionsMax: 2)
        asSuperuser.acquireTimeout = .seconds(60)
        pool = PostgresPool(asService, logger: logger)
        superuser = PostgresPool(asSuperuser, logger: logger)
        let clock = clock
        let issuers = Issuers(
            networks: .loopback,
            timing: Timing(
                now: { clock.now() }, sleep: { _ throws(CancellationError) in }, jitter: { 0 }),
            logger: logger)
        service = Floor(
            store: try Self.store(over: pool, bells: bells), identifiers: Identifiers(),
            directories: directories,
            marketplace: marketplace, issuers: issuers, tokens: issuers,
            sealing: try Keyring(wrappingKey: Self.wrappingKey), mail: mail, renderer: try Self.renderer(),
            auditSigner: try Self.auditSigner(),
            settings: FloorSettings(
                publicURL: Self.publicURL, mailFrom: "soc@watchfloor.example", region: "eu"))
    }

    /// A store as another process would open it; `wrappingKey` is the service's own key of 32 bytes.
    package static func store(
        over pool: PostgresPool, wrappingKey: [UInt8] = Bench.wrappingKey, bells: Bells = Bells()
    ) throws -> PostgresStore {
        PostgresStore(pool: pool, keyring: try keyring(wrappingKey), bells: bells, region: "eu")
    }

    package static func keyring(_ wrappingKey: [UInt8] = Bench.wrappingKey) throws -> Keyring {
        try Keyring(wrappingKey: wrappingKey)
    }

    package static func auditSigner(_ byte: UInt8 = 5) throws -> NoteSigner {
        let key = [UInt8](repeating: byte, count: NoteSigner.keyBytes)
        guard let signer = NoteSigner(name: AuditOrigin.signer, privateKey: key) else {
            throw Unexpected("no signer")
        }
        return signer
    }

    private static func renderer() throws -> TemplateRenderer {
        guard let address = MailAddress("soc@watchfloor.example") else { throw Unexpected("no address") }
        return try TemplateRenderer(
            letterhead: Letterhead(
                from: Mailbox(name: "Northgate SOC", address: address), operatorName: "Northgate SOC"))
    }

    func close() async {
        await pool.close()
        await superuser.close()
        try? await cluster.dropDatabase(database)
    }

    package func context(_ caller: Caller, key: String? = nil) -> OperationContext {
        OperationContext(
            caller: caller, requestID: service.identifiers.next(at: clock.now()), clock: clock,
            logger: logger,
            idempotencyKey: key)
    }

    /// What a statement answers to a superuser.
    package func rows(_ statement: Statement) async throws -> Rows {
        try await superuser.run(scope: Scope(settings: []), statement)
    }

    /// The one value that a statement answers to a superuser.
    package func value<Value: PostgresDecodable>(_ type: Value.Type, _ statement: Statement) async throws
        -> Value
    {
        guard let row = try await rows(statement).first else { throw Unexpected("no row") }
        return try row.decode(type)
    }
}

/// Something that a test takes for granted is not so.
package struct Unexpected: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension Scope {
    // Spelt out, not taken from the product: the names are what its policies rest on.
    package static let nobody = Scope(settings: [])
    package static let ofPlatform = Scope(role: "watchfloor_platform", settings: [])

    package static func ofTenant(_ id: TenantID) -> Scope {
        Scope(settings: [Setting(name: "watchfloor.tenant_id", value: "\(id)")])
    }

    package static func ofStaff(_ id: StaffID) -> Scope {
        Scope(role: "watchfloor_staff", settings: [Setting(name: "watchfloor.staff_id", value: "\(id)")])
    }
}
