import API
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MerkleLog
import NIOCore
import Notifications
import Operations
import Testing
import Vocabulary

/// The contract at the root of the package, read once.
func readContract() throws -> Contract { try written.get() }

private let written = Result {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return try Contract(
        yaml: String(contentsOf: root.appendingPathComponent("openapi.yaml"), encoding: .utf8))
}

let kim = Caller.user(
    UserID(high: 0x0193_6A10_7C00_7000, low: 0x8000_0000_0000_00B1),
    tenant: TenantID(high: 0x0193_6A10_7C00_7000, low: 0x8000_0000_0000_00A1), role: .tenantAdmin,
    person: Caller.Person(name: "Kim Lee", email: "kim@acme.example"))

/// A store that knows three credentials and holds nothing.
struct EmptyStore: Store {
    static let personal = "wfu_kim"
    static let sensor = "wfs_sensor"

    struct Unexpected: Error {}

    func caller(bySHA256 hash: [UInt8], kind: Secret.Kind) async throws -> Caller? {
        switch hash {
        case Secret(presented: Self.personal).sha256: return kim
        case Secret(presented: Self.sensor).sha256:
            guard let tenant = kim.tenant else { return nil }
            return .sensor(SensorID(high: 1, low: 1), tenant: tenant)
        default: return nil
        }
    }

    func sensorCredential(bySHA256 hash: [UInt8]) async throws -> SensorCredential? {
        guard case .sensor(let sensor, let tenant) = try await caller(bySHA256: hash, kind: .sensor) else {
            return nil
        }
        return SensorCredential(
            sensor: sensor, tenant: tenant, id: KeyID(high: 1, low: 2), addresses: [], isUseDue: false)
    }

    func sensorCredential(
        byCertificate sha256: [UInt8], publicKey: [UInt8]
    ) async throws -> SensorCredential? { nil }

    func tenant(ofEnrolmentToken sha256: [UInt8]) async throws -> TenantID? { nil }

    func inTenant<Value: Sendable>(
        _ tenant: TenantID, _ body: (any TenantTransaction) async throws -> Value
    ) async throws -> Value {
        guard tenant == kim.tenant else { throw Unexpected() }
        throw Problem.notFound
    }

    func asStaff<Value: Sendable>(
        _ staff: StaffID, _ body: (any StaffTransaction) async throws -> Value
    ) async throws -> Value { throw Unexpected() }

    func onPlatform<Value: Sendable>(
        _ body: (any PlatformTransaction) async throws -> Value
    ) async throws -> Value { throw Unexpected() }

    func session(bySHA256 hash: [UInt8]) async throws -> Identity? { nil }
    func identities(issuer: String, subject: String) async throws -> IdentityLookup {
        IdentityLookup(providers: [], holders: [])
    }

    func tenant(ofSubscription subscription: SubscriptionID) async throws -> TenantID? { nil }

    func integration(bySHA256 hash: [UInt8]) async throws -> IntegrationCredential? { nil }

    func region(of tenant: TenantID) async throws -> String? { nil }
}

struct NoDirectories: DirectoryFactory {
    func directory(_ settings: ConnectorSettings) throws(DirectoryError) -> any IdentityDirectory {
        throw .notFound
    }
}

struct NoMail: MailSender {
    func send(_ mail: OutgoingMail) async throws(MailError) -> MailReceipt {
        throw .permanent(code: nil, text: "no mail is sent in these tests")
    }
}

struct NoIssuers: IdentityIssuers, TokenVerifier {
    func metadata(of issuer: String) async throws(IssuerError) -> IssuerMetadata {
        throw .unreachable("nobody is asked in these tests")
    }

    func redeem(
        _ exchange: CodeExchange, at metadata: IssuerMetadata
    ) async throws(IssuerError) -> IssuedTokens { throw .refused("nobody is asked in these tests") }

    func recall(_ token: String, at now: Timestamp) async -> SignedToken? { nil }

    func verify(_ token: CompactToken, at now: Timestamp) async throws -> SignedToken {
        throw TokenRefusal.unknownKey
    }
}

struct NoSealing: Sealing {
    func seal(_ plain: [UInt8], for purpose: String) throws -> [UInt8] { plain }
    func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]? { nil }
}

struct StoppedClock: WallClock {
    func now() -> Timestamp { Timestamp(seconds: 1_795_000_000) }
}

extension Floor {
    private static let signer: NoteSigner = {
        guard let signer = NoteSigner(name: "watchfloor", privateKey: [UInt8](repeating: 5, count: 32)) else {
            preconditionFailure("32 bytes are a key")
        }
        return signer
    }()

    static let empty = Floor(
        store: EmptyStore(), identifiers: Identifiers(IdentifierSource(seed: 1)),
        directories: NoDirectories(),
        marketplace: nil, issuers: NoIssuers(), tokens: NoIssuers(), sealing: NoSealing(), mail: NoMail(),
        renderer: NoRenderer(),
        auditSigner: signer,
        settings: FloorSettings(publicURL: "https://soc.example", mailFrom: "soc@soc.example", region: "eu"))
}

/// A floor with an empty store, behind the real door.
func withAPI<Value: Sendable>(
    isReady: Bool = true, _ test: @Sendable (any TestClientProtocol) async throws -> Value
) async throws -> Value {
    let contract = try readContract()
    let router = try APIRouter.build(
        floor: .empty, contract: contract, service: Service(contract: contract, isReady: { isReady }),
        clock: StoppedClock())
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try await Application(router: router, logger: logger).test(.router, test)
}

extension TestClientProtocol {
    /// Asks as Kim, unless told otherwise.
    func send(
        _ method: HTTPRequest.Method, _ uri: String, as bearer: String? = EmptyStore.personal,
        type: String? = nil, _ body: String? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let bearer { headers[.authorization] = "Bearer \(bearer)" }
        headers[.contentType] = type ?? (body == nil ? nil : "application/json")
        return try await executeRequest(
            uri: uri, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func json() throws -> JSON { try JSONDecoder().decode(JSON.self, from: Data(body.readableBytesView)) }

    /// The last part of the problem's type, with the pointers of its faults.
    func problem() throws -> (kind: String?, pointers: [String]) {
        #expect(headers[.contentType] == "application/problem+json")
        let json = try json()
        return (
            json["type"]?.string?.replacing("/problems/", with: ""),
            (json["errors"]?.array ?? []).compactMap { $0["pointer"]?.string }
        )
    }
}

struct NoRenderer: NoticeRenderer {
    func mail(for notice: Notice, to recipient: Recipient, effect: EffectID, at now: Timestamp)
        -> OutgoingMail
    {
        preconditionFailure("no mail is written in these tests")
    }
}
