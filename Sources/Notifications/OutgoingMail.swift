package import Vocabulary

/// One mail to one person, complete: putting it on the wire adds nothing and decides nothing.
package struct OutgoingMail: Hashable, Codable, Sendable {
    /// The effect that this mail performs.
    package let id: EffectID
    package let messageID: MailMessageID
    /// When the notice was written, not when an attempt was made: every attempt is the same bytes.
    package let date: Timestamp
    package let from: Mailbox
    package let to: Mailbox
    package let replyTo: Mailbox?
    package let subject: String
    package let text: String
    package let html: String
    /// Further headers, in order; never one that has a property here.
    package let headers: [MailHeader]
    package let inReplyTo: MailMessageID?
    /// The thread, its root first.
    package let references: [MailMessageID]

    package init(
        id: EffectID, messageID: MailMessageID, date: Timestamp, from: Mailbox, to: Mailbox,
        replyTo: Mailbox? = nil, subject: String, text: String, html: String, headers: [MailHeader] = [],
        inReplyTo: MailMessageID? = nil, references: [MailMessageID] = []
    ) {
        self.id = id
        self.messageID = messageID
        self.date = date
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.html = html
        self.headers = headers
        self.inReplyTo = inReplyTo
        self.references = references
    }
}

package struct MailHeader: Hashable, Codable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
