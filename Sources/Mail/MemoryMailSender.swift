package import Notifications
package import Operations
import Synchronization

/// Keeps what it is given, having put it into the form in which it would travel, so that a mail which a
/// server could never get is refused here too.
package final class MemoryMailSender: MailSender {
    private struct State {
        var sent: [OutgoingMail] = []
        var failures: [MailError] = []
    }

    private let state = Mutex(State())
    private let rejected: Set<MailAddress>

    /// - Parameters:
    ///   - failing: what the next attempts end in, in order, before any is accepted.
    ///   - rejected: addresses that no mailbox stands behind.
    package init(failing: [MailError] = [], rejecting rejected: Set<MailAddress> = []) {
        self.rejected = rejected
        state.withLock { $0.failures = failing }
    }

    /// Everything accepted, in order.
    package var sent: [OutgoingMail] { state.withLock { $0.sent } }

    package func send(_ mail: OutgoingMail) async throws(MailError) -> MailReceipt {
        do {
            _ = try MIMEMessage(mail)
        } catch {
            throw .permanent(code: nil, text: "not a mail: \(error)")
        }
        if rejected.contains(mail.to.address) {
            throw .permanent(code: 550, text: "550 5.1.1 no such mailbox")
        }
        let failure: MailError? = state.withLock { state in
            if !state.failures.isEmpty { return state.failures.removeFirst() }
            state.sent.append(mail)
            return nil
        }
        if let failure { throw failure }
        return MailReceipt(serverReply: "250 2.0.0 kept in memory", messageID: mail.messageID)
    }
}
