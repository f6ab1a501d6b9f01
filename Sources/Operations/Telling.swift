import FoundationEssentials
import Notifications
import Vocabulary

extension TenantTransaction {
    /// Queues a notice for everybody whom it concerns, in the transaction of its cause.
    ///
    /// - Returns: how many these are.
    @discardableResult
    func tell(_ notice: Notice, on floor: Floor, at now: Timestamp) async throws -> Int {
        let contacts = try await contacts().compactMap { user -> Contact? in
            guard let address = MailAddress(user.email) else { return nil }
            return Contact(name: user.name, address: address, roles: user.contactRoles)
        }
        let recipients = recipients(for: notice, among: contacts)
        for recipient in recipients {
            let letter = Letter(notice: notice, recipient: recipient)
            try await queue(
                Effect(
                    id: floor.identifiers.next(at: now), tenant: tenant, kind: .mail,
                    dedupeKey: notice.dedupeKey(for: recipient), payload: try JSON(encoding: letter),
                    state: .pending, attempts: 0, createdAt: now, nextAttemptAt: now, finishedAt: nil,
                    lastReply: nil),
                work: floor.identifiers.next(at: now))
        }
        return recipients.count
    }

    /// The tenant by the name that people know it by.
    func named() async throws -> NamedTenant {
        guard let record = try await tenantRecord() else { throw Problem.notFound }
        return NamedTenant(id: record.id, name: record.name)
    }
}

extension User {
    fileprivate var contactRoles: Set<Contact.Role> {
        var roles: Set<Contact.Role> = []
        if isSecurityContact { roles.insert(.security) }
        if role == .tenantAdmin { roles.insert(.administration) }
        return roles
    }
}

/// The payload of a mail effect: what is told, and to whom.
struct Letter: Codable, Sendable {
    let notice: Notice
    let recipient: Recipient
}

extension JSON {
    init(encoding value: some Encodable) throws {
        let data = try JSONEncoder().encode(value)
        self = try JSONDecoder().decode(JSON.self, from: data)
    }

    init(utf8 bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
    }
}
