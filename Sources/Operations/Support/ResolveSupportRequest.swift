package import Casework
import Notifications
package import Vocabulary

/// The operator holds a request answered, and says how.
package struct ResolveSupportRequest: Sendable {
    package let key: ItemKey<Noun.SupportRequest>
    package let tenant: TenantID?
    /// For the customer to read; the thread's last message.
    package let resolution: String
    package let expectedVersion: Int64

    package init(
        _ key: ItemKey<Noun.SupportRequest>, tenant: TenantID?, resolution: String, expectedVersion: Int64
    ) {
        self.key = key
        self.tenant = tenant
        self.resolution = resolution
        self.expectedVersion = expectedVersion
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SupportRequest {
        let tenant = try await floor.locate(key, .supportRequest, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .answerSupport) { transaction in
            guard var request = try await transaction.lockSupportRequest(key) else { throw Problem.notFound }
            guard request.version == expectedVersion else {
                throw Problem(
                    .preconditionFailed, "The request has changed since you read it; read it again.")
            }
            let now = context.clock.now()
            let before = request.status
            guard before != .resolved else { throw SupportRequestError.alreadyResolved }
            let message = try request.message(
                resolution, id: floor.identifiers.next(at: now), from: context.caller.actor, at: now)
            try request.resolve(at: now)
            try await transaction.update(request, at: now)
            try await transaction.insert(message)
            try await transaction.audit(
                "support_request.resolved", "support_request:\(request.id)", by: context, on: floor,
                before: ["status": .string(before.rawValue)], after: ["status": "resolved"])
            if case .staff(_, _, let person) = context.caller,
                let requester = try await transaction.mailbox(of: request.requester)
            {
                try await transaction.tell(
                    .supportRequestResolved(
                        SupportRequestResolved(
                            tenant: try await transaction.named(), requestID: request.id,
                            reference: request.reference, requester: requester, subject: request.subject,
                            resolvedBy: person.name, resolvedAt: now, resolution: resolution,
                            link: floor.links.supportRequest(request.id))),
                    on: floor, at: now)
            }
            return request
        }
    }
}
