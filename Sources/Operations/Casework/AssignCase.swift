package import Casework
package import Vocabulary

/// Gives a case to somebody of the operator, or back to the queue; work on a new case starts with it.
package struct AssignCase: Sendable {
    package let key: ItemKey<Noun.Case>
    package let tenant: TenantID?
    /// `nil` puts it back into the queue.
    package let assignee: StaffID?
    package let expectedVersion: Int64

    package init(
        _ key: ItemKey<Noun.Case>, tenant: TenantID?, to assignee: StaffID?, expectedVersion: Int64
    ) {
        self.key = key
        self.tenant = tenant
        self.assignee = assignee
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> Case {
        let tenant = try await floor.locate(key, .case, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .workCases) { transaction in
            guard var found = try await transaction.lockCase(key) else { throw Problem.notFound }
            try found.require(version: expectedVersion)
            // Whoever is given a case must be able to see it.
            if let assignee, try await transaction.liveGrants(of: assignee).isEmpty {
                throw Problem(
                    .invalid, "The assignee has no live grant for this tenant.",
                    faults: [FieldFault("/assignee_id", "has no live grant")])
            }
            let now = context.clock.now()
            let before = found.assignee
            var changes = try found.assign(to: assignee, at: now, by: context.caller.actor)
            if assignee != nil, found.status == .new {
                changes += try found.start(at: now, by: context.caller.actor)
            }
            guard !changes.isEmpty else { return found }
            try await transaction.update(found, at: now)
            try await transaction.note(
                .assigned, assignee == nil ? "Put back into the queue." : "Assigned.", on: .case(found.id),
                at: now,
                by: context.caller.actor, floor: floor, now: now)
            try await transaction.audit(
                "case.assigned", "case:\(found.id)", by: context, on: floor,
                before: ["assignee_id": before.map { .string("\($0)") } ?? .null],
                after: ["assignee_id": assignee.map { .string("\($0)") } ?? .null])
            return found
        }
    }
}

extension Case {
    /// - Throws: `Problem` 412 where somebody changed the case since the caller read it.
    func require(version: Int64) throws(Problem) {
        guard version == self.version else {
            throw Problem(.preconditionFailed, "The case has changed since you read it; read it again.")
        }
    }
}
