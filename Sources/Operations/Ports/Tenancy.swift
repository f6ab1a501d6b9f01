package import Onboarding
package import Vocabulary

/// A customer.
package struct Tenant: Hashable, Sendable {
    package enum Status: String, Codable, CaseIterable, Sendable {
        case active, suspended, leaving
    }

    package let id: TenantID
    package let name: String
    package let region: String
    /// Offset of the tenant's local time from UTC, for day-parts and nightly work.
    package let utcOffsetSeconds: Int
    package let status: Status
    /// Who answers for it: the operator, or a partner.
    package let organisation: OrganisationID
    package let createdAt: Timestamp

    package init(
        id: TenantID, name: String, region: String, utcOffsetSeconds: Int, status: Status,
        organisation: OrganisationID = .operator, createdAt: Timestamp
    ) {
        self.organisation = organisation
        self.id = id
        self.name = name
        self.region = region
        self.utcOffsetSeconds = utcOffsetSeconds
        self.status = status
        self.createdAt = createdAt
    }
}

/// A person of a customer.
package struct User: Hashable, Sendable {
    package let id: UserID
    package let tenant: TenantID
    /// Lower case.
    package let email: String
    package let name: String
    package let role: UserRole
    /// Hears of incidents by mail.
    package let isSecurityContact: Bool
    package let createdAt: Timestamp
    /// Since when nothing that the person holds opens anything.
    package let deactivatedAt: Timestamp?
    /// Counted from 1.
    package let version: Int64

    package init(
        id: UserID, tenant: TenantID, email: String, name: String, role: UserRole, isSecurityContact: Bool,
        createdAt: Timestamp, deactivatedAt: Timestamp? = nil, version: Int64 = 1
    ) {
        self.deactivatedAt = deactivatedAt
        self.version = version
        self.id = id
        self.tenant = tenant
        self.email = email
        self.name = name
        self.role = role
        self.isSecurityContact = isSecurityContact
        self.createdAt = createdAt
    }
}

/// A person of the operator, or of a partner.
package struct StaffMember: Hashable, Sendable {
    package let id: StaffID
    package let organisation: OrganisationID
    package let email: String
    package let name: String
    package let role: StaffRole
    /// Since when nothing that the person holds opens anything.
    package let deactivatedAt: Timestamp?
    /// Counted from 1.
    package let version: Int64

    package init(
        id: StaffID, organisation: OrganisationID = .operator, email: String, name: String, role: StaffRole,
        deactivatedAt: Timestamp? = nil, version: Int64 = 1
    ) {
        self.organisation = organisation
        self.deactivatedAt = deactivatedAt
        self.version = version
        self.id = id
        self.email = email
        self.name = name
        self.role = role
    }
}

/// Something in the customer's estate that sends.
package struct SensorRecord: Hashable, Sendable {
    package let id: SensorID
    package let tenant: TenantID
    package let name: String
    /// Where it stands, if somebody has said so.
    package let site: SiteID?
    package let createdAt: Timestamp
    package let restrictions: SensorRestrictions
    /// `nil` while it may send.
    package let retiredAt: Timestamp?

    package init(
        id: SensorID, tenant: TenantID, name: String, site: SiteID? = nil, createdAt: Timestamp,
        restrictions: SensorRestrictions = SensorRestrictions(), retiredAt: Timestamp? = nil
    ) {
        self.site = site
        self.id = id
        self.tenant = tenant
        self.name = name
        self.createdAt = createdAt
        self.restrictions = restrictions
        self.retiredAt = retiredAt
    }

    func restricted(to restrictions: SensorRestrictions) -> SensorRecord {
        SensorRecord(
            id: id, tenant: tenant, name: name, site: site, createdAt: createdAt, restrictions: restrictions,
            retiredAt: retiredAt)
    }
}

/// A tenant's people, sensors and keys.
package protocol TenancyWriting: Sendable {
    func tenantRecord() async throws -> Tenant?
    /// Makes the tenant's own row, its data key, its stream's head and its detector's.
    func create(_ tenant: Tenant) async throws

    func users(_ page: PageRequest) async throws -> Page<User>
    func user(_ id: UserID) async throws -> User?
    func user(byEmail email: String) async throws -> User?
    /// - Returns: false where the address is taken.
    func add(_ user: User) async throws -> Bool
    /// Writes name, role, contact and departure, and the next version. Whoever has left has no live token any more.
    func update(_ user: User) async throws
    func addToken(_ id: KeyID, of user: UserID, sha256: [UInt8], expiresAt: Timestamp) async throws

    func sensors(_ page: PageRequest) async throws -> Page<SensorRecord>
    func sensor(_ id: SensorID) async throws -> SensorRecord?
    func sensor(named name: String) async throws -> SensorRecord?
    /// - Returns: false where the name is taken.
    func add(_ sensor: SensorRecord) async throws -> Bool
    func hasLiveKey(_ sensor: SensorID) async throws -> Bool
    func hasAdministrator() async throws -> Bool
    /// Everybody who hears of something: of incidents, or of what administrators must know.
    func contacts() async throws -> [User]

    /// Whether this person's organisation answers for this tenant.
    func isAnswered(for staff: StaffID) async throws -> Bool
    /// Ends every grant of a person.
    func revokeGrants(of staff: StaffID, by actor: Actor, at now: Timestamp) async throws -> [GrantID]

    func subscription() async throws -> (MarketplaceSubscription, Entitlement)?
    /// - Throws: `Problem` 409 where the subscription belongs to another tenant.
    func save(_ subscription: MarketplaceSubscription, _ entitlement: Entitlement, activatedAt: Timestamp?)
        async throws

    /// Records or withdraws a departure, and puts the fact into the tenant's stream.
    func record(_ departure: Departure) async throws
    func withdrawDeparture(of person: String, at now: Timestamp) async throws -> Bool
}

/// What the platform may do without seeing a tenant's data.
package protocol PlatformTransaction: HierarchyWriting, PlatformAuditing, RecoveryKeeping, IdentityKeeping,
    LogInSpending, GrantPlatform
{
    /// `region` and `organisation`: `nil` for those of any.
    func tenants(_ page: PageRequest, in region: String?, of organisation: OrganisationID?) async throws
        -> Page<Tenant>
    func tenant(_ id: TenantID) async throws -> Tenant?

    /// Somebody of the operator's account, in this transaction.
    func account(of staff: StaffID) -> any AccountTransaction

    /// As long as they are here.
    func staff(byEmail email: String) async throws -> StaffMember?
    func staff(_ id: StaffID) async throws -> StaffMember?
    /// - Returns: false where the address is taken, be it by somebody who has left.
    func add(_ staff: StaffMember) async throws -> Bool
    func addToken(_ id: KeyID, ofStaff staff: StaffID, sha256: [UInt8], expiresAt: Timestamp) async throws

    /// Makes the event store's partitions up to a day ahead.
    func ensurePartitions(through day: Timestamp) async throws

    /// Hands out what is due, each item leased to `owner` under a fence that only grows.
    func claimWork(
        _ kinds: [Work.Kind], by owner: String, limit: Int, now: Timestamp, lease: Duration
    ) async throws -> [Work]
    /// Takes or keeps shards for this node.
    func claimShards(by owner: String, now: Timestamp, lease: Duration) async throws -> [ShardLease]
    func releaseShards(of owner: String) async throws
    /// Tenants of these shards whose stream is ahead of their detector, or whose tick is due.
    func tenantsBehind(shards: [Int], now: Timestamp, limit: Int) async throws -> [TenantID]
    /// How far each tenant's stream has come and how far detection has read it, and how much work waits.
    func progress() async throws -> FloorProgress
}

extension PlatformTransaction {
    /// All that there are.
    package func tenants(_ page: PageRequest) async throws -> Page<Tenant> {
        try await tenants(page, in: nil, of: nil)
    }
}

/// Where the floor stands, without a word of any tenant's data.
package struct FloorProgress: Hashable, Sendable {
    package struct Stream: Hashable, Sendable {
        package let tenant: TenantID
        package let name: String
        /// Position of the last entry: events, and what else entered the stream.
        package let head: Int64
        /// Position that detection has read.
        package let detected: Int64

        package init(tenant: TenantID, name: String, head: Int64, detected: Int64) {
            self.tenant = tenant
            self.name = name
            self.head = head
            self.detected = detected
        }
    }

    package let streams: [Stream]
    /// Items of work that are due or under way, and entries that wait for their places in an audit log.
    package let workDue: Int

    package init(streams: [Stream], workDue: Int) {
        self.streams = streams
        self.workDue = workDue
    }
}

/// One of the 256 parts into which tenants fall, held by one node at a time.
package struct ShardLease: Hashable, Sendable {
    package let shard: Int
    package let fence: Int64

    package init(shard: Int, fence: Int64) {
        self.shard = shard
        self.fence = fence
    }

    /// A tenant's shard: the last byte of its id.
    package static func shard(of tenant: TenantID) -> Int { Int(tenant.low & 0xFF) }
}
