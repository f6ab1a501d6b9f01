package import Vocabulary

/// Turns a notice into the words of a mail. Total: whatever can go wrong with templates does so when the
/// service starts.
package protocol NoticeRenderer: Sendable {
    /// - Parameters:
    ///   - notice: what to tell.
    ///   - recipient: whom; their reason for hearing of it is in the closing line.
    ///   - effect: the effect that the mail performs; the Message-ID follows from it alone.
    ///   - now: when the notice was written, which the mail bears as its date on every attempt.
    /// - Returns: a mail that lacks nothing.
    func mail(for notice: Notice, to recipient: Recipient, effect: EffectID, at now: Timestamp)
        -> OutgoingMail
}

/// In whose name mails are written.
package struct Letterhead: Hashable, Sendable {
    package let from: Mailbox
    /// Where answers go; `nil` where nobody reads them, which the mail then says.
    package let replyTo: Mailbox?
    /// The operator's name in the closing line.
    package let operatorName: String

    package init(from: Mailbox, replyTo: Mailbox? = nil, operatorName: String) {
        self.from = from
        self.replyTo = replyTo
        self.operatorName = operatorName
    }
}
