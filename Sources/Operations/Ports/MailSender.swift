package import Notifications

/// The way out for one finished mail.
package protocol MailSender: Sendable {
    /// Hands the mail to a server that takes responsibility for it; returns only once it has.
    ///
    /// A retry of the same mail carries the same Message-ID, so a mail accepted twice, its first
    /// acknowledgement lost, can be recognised as one.
    func send(_ mail: OutgoingMail) async throws(MailError) -> MailReceipt
}

/// Why a mail did not leave, in the one distinction that the outbox acts on.
package enum MailError: Error, Hashable, Sendable {
    /// The same mail will be refused again: a 5xx reply, or a mail that cannot be put on the wire (no code).
    case permanent(code: Int?, text: String)
    /// Another attempt may succeed: a 4xx reply, or a path that failed before any verdict (no code).
    case transient(code: Int?, text: String)

    package var isPermanent: Bool {
        switch self {
        case .permanent: true
        case .transient: false
        }
    }
}

/// Proof that a server took the mail over.
package struct MailReceipt: Hashable, Codable, Sendable {
    /// The server's last line, as it said it: `250 2.0.0 Ok: queued as 4XyZ`.
    package let serverReply: String
    package let messageID: MailMessageID

    package init(serverReply: String, messageID: MailMessageID) {
        self.serverReply = serverReply
        self.messageID = messageID
    }
}
