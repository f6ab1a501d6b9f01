import Dispatch
package import Notifications
package import Operations

/// Sends through an SMTP server by libcurl, one mail after another over one connection that stays open.
///
/// libcurl blocks, so the actor runs on a queue, and thereby a thread, of its own: a server that takes its
/// time holds up other mail of this sender and nothing else.
package actor SMTPMailSender: MailSender {
    private let executor = MailQueue()
    private let session: SMTPSession

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Throws: `SMTPConfigurationError` where the configuration would expose a password. The server is not
    ///   contacted before the first mail.
    package init(_ configuration: SMTPConfiguration) throws(SMTPConfigurationError) {
        try configuration.validate()
        session = SMTPSession(configuration)
    }

    package func send(_ mail: OutgoingMail) async throws(MailError) -> MailReceipt {
        let message: MIMEMessage
        do {
            message = try MIMEMessage(mail)
        } catch {
            throw .permanent(code: nil, text: "not a mail: \(error)")
        }
        return MailReceipt(serverReply: try session.transfer(message), messageID: mail.messageID)
    }
}

private final class MailQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "watchfloor.smtp")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
