package import Vocabulary

/// The customer says that a person has left. The fact enters the tenant's stream, so that detection knows it from
/// this place on, and again when the stream is replayed.
package struct RecordDeparture: Sendable {
    package let tenant: TenantID?
    package let person: String
    package let leftAt: Timestamp

    package init(tenant: TenantID?, person: String, leftAt: Timestamp) {
        self.tenant = tenant
        self.person = person
        self.leftAt = leftAt
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Departure {
        let person = try EmailAddress.normalise(person, at: "person")
        return try await floor.transact(context, in: tenant, for: .managePeople) { transaction in
            guard try await transaction.tenantRecord() != nil else { throw Problem.notFound }
            let departure = Departure(
                tenant: transaction.tenant, person: person, leftAt: leftAt, recordedAt: context.clock.now(),
                recordedBy: context.caller.actor)
            let before = try await transaction.departure(ofPerson: person)
            try await transaction.record(departure)
            // Whom it is about is a value, so that it becomes unreadable with the tenant's key.
            try await transaction.audit(
                "departure.recorded", "departure", by: context, on: floor, before: before?.audited,
                after: departure.audited)
            return departure
        }
    }
}

/// The customer takes it back.
package struct WithdrawDeparture: Sendable {
    package let tenant: TenantID?
    package let person: String

    package init(tenant: TenantID?, person: String) {
        self.tenant = tenant
        self.person = person
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let person = try EmailAddress.normalise(person, at: "person")
        try await floor.transact(context, in: tenant, for: .managePeople) { transaction in
            guard let before = try await transaction.departure(ofPerson: person),
                try await transaction.withdrawDeparture(of: person, at: context.clock.now())
            else { throw Problem.notFound }
            try await transaction.audit(
                "departure.withdrawn", "departure", by: context, on: floor, before: before.audited)
        }
    }
}

extension Departure {
    fileprivate var audited: JSON { ["person": .string(person), "left_at": .string("\(leftAt)")] }
}
