import Logging
import Notifications
import Vocabulary

/// Sends one mail of the ledger and writes down what the server said.
///
/// The mail leaves before its row is written, so a process that dies in between sends it again, under the same
/// Message-ID; the reverse order would lose mail instead.
package struct DeliverMail: Sendable {
    /// After so many passing failures (about two days) a mail has failed.
    package static let attemptsMaximum = 300

    package let work: Work

    package init(_ work: Work) {
        self.work = work
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        let id = work.ref(as: Noun.Effect.self)
        let effect = try await floor.store.inTenant(work.tenant) { transaction in
            let found = try await transaction.effect(id)
            if found?.state != .pending { _ = try await transaction.finish(work) }
            return found
        }
        guard let effect, effect.state == .pending else { return }
        let letter = try effect.payload.decode(Letter.self)
        let mail = floor.renderer.mail(
            for: letter.notice, to: letter.recipient, effect: effect.id, at: effect.createdAt)
        let outcome = await send(mail, through: floor.mail)
        try await floor.store.inTenant(work.tenant) { transaction in
            let now = context.clock.now()
            let retryAt =
                outcome.isFinal || work.attempts >= Self.attemptsMaximum
                ? nil : now + Backoff.delay(attempt: work.attempts)
            let state: Effect.State = outcome.isSent ? .done : retryAt == nil ? .failed : .pending
            try await transaction.record(
                attemptOn: id, state: state, reply: outcome.reply, at: now, retryAt: retryAt)
            let kept =
                if let retryAt {
                    try await transaction.postpone(work, until: retryAt)
                } else {
                    try await transaction.finish(work)
                }
            guard kept else { throw LeaseLost() }
        }
        context.logger.info(
            "mail attempted",
            metadata: ["effect.id": "\(id)", "outcome": outcome.isSent ? "sent" : "not sent"])
    }

    private struct Outcome: Sendable {
        let isSent: Bool
        let isFinal: Bool
        let reply: String
    }

    private func send(_ mail: OutgoingMail, through sender: any MailSender) async -> Outcome {
        do throws(MailError) {
            let receipt = try await sender.send(mail)
            return Outcome(isSent: true, isFinal: true, reply: receipt.serverReply)
        } catch {
            switch error {
            case .permanent(_, let text): return Outcome(isSent: false, isFinal: true, reply: text)
            case .transient(_, let text): return Outcome(isSent: false, isFinal: false, reply: text)
            }
        }
    }
}
