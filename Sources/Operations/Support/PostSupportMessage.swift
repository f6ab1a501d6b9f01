package import Casework
import Notifications
package import Vocabulary

/// Adds to a support request's thread. The operator's words reach whoever asked by mail.
package struct PostSupportMessage: Sendable {
    package let key: ItemKey<Noun.SupportRequest>
    package let tenant: TenantID?
    package let text: String
    package let visibility: Visibility

    package init(
        to key: ItemKey<Noun.SupportRequest>, tenant: TenantID?, text: String,
        visibility: Visibility = .customerVisible
    ) {
        self.key = key
        self.tenant = tenant
        self.text = text
        self.visibility = visibility
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> SupportMessage {
        let tenant = try await floor.locate(key, .supportRequest, tenant: tenant, context)
        return try await floor.transact(context, in: tenant, for: .askForSupport) { transaction in
            guard var request = try await transaction.lockSupportRequest(key) else { throw Problem.notFound }
            let now = context.clock.now()
            let before = request.status
            let message = try request.message(
                text, id: floor.identifiers.next(at: now), from: context.caller.actor, visibility: visibility,
                at: now)
            let said = ["support_message", "\(request.id)", text, visibility.rawValue]
            if let earlier = try await transaction.repeated(said, of: context, as: message.id) {
                return SupportMessage(
                    id: earlier, tenant: message.tenant, request: message.request, author: message.author,
                    visibility: message.visibility, text: message.text, createdAt: message.createdAt)
            }
            try await transaction.update(request, at: now)
            try await transaction.insert(message)
            try await transaction.audit(
                "support_request.message_posted", "support_request:\(request.id)", by: context, on: floor,
                before: ["status": .string(before.rawValue)],
                after: ["status": .string(request.status.rawValue), "message_id": .string("\(message.id)")])
            if case .staff(_, _, let person) = context.caller, message.visibility == .customerVisible,
                let requester = try await transaction.mailbox(of: request.requester)
            {
                try await transaction.tell(
                    .supportRequestAnswered(
                        SupportRequestAnswered(
                            tenant: try await transaction.named(), requestID: request.id,
                            messageID: message.id,
                            reference: request.reference, requester: requester, subject: request.subject,
                            author: person.name, answeredAt: now, answer: text,
                            awaitsReply: request.status == .waitingForCustomer,
                            link: floor.links.supportRequest(request.id))),
                    on: floor, at: now)
            }
            return message
        }
    }
}
