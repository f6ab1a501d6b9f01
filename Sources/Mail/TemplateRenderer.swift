import Foundation
import Mustache
package import Notifications
package import Vocabulary

/// Writes mails from the templates in `Templates/`.
package struct TemplateRenderer: NoticeRenderer {
    private let letterhead: Letterhead
    private let templates: TemplateSet
    /// The right side of every Message-ID.
    private let domain: String

    /// - Parameters:
    ///   - letterhead: in whose name to write.
    ///   - folder: the path of the templates' folder; `nil` for the ones that come with the program.
    /// - Throws: `TemplateError` unless every template is there and well-formed.
    package init(letterhead: Letterhead, folder: String? = nil) throws(TemplateError) {
        self.letterhead = letterhead
        domain = String(asciiAddress(letterhead.from.address).drop { $0 != "@" }.dropFirst())
        let root =
            folder.map { URL(filePath: $0) } ?? Bundle.module.bundleURL.appending(component: "Templates")
        templates = try TemplateSet(root)
    }

    package func mail(
        for notice: Notice, to recipient: Recipient, effect: EffectID, at now: Timestamp
    ) -> OutgoingMail {
        let folder = templates[notice.kind]
        var view = notice.view
        view["tenant"] = Wording.value(notice.tenant.name)
        view["reference"] = notice.reference
        view["operator"] = letterhead.operatorName
        view["answerable"] = letterhead.replyTo != nil
        view["as_security_contact"] = recipient.reason == .securityContact
        view["as_administrator"] = recipient.reason == .administrator
        view["as_requester"] = recipient.reason == .requester
        let subject = Wording.line(
            folder.subject.render(view, library: templates.shared), scalarsMax: Wording.subjectScalarsMax)
        view["subject_line"] = subject

        let name = Wording.line(recipient.name)
        let root = MailMessageID(root: notice.thread, domain: domain)
        return OutgoingMail(
            id: effect, messageID: MailMessageID(effect: effect, domain: domain), date: now,
            from: letterhead.from,
            to: Mailbox(name: name.isEmpty ? nil : name, address: recipient.address),
            replyTo: letterhead.replyTo, subject: subject,
            text: folder.text.render(view, library: templates.shared),
            html: folder.html.render(view, library: templates.shared),
            headers: headers(for: notice), inReplyTo: notice.opensThread ? nil : root, references: [root])
    }

    private func headers(for notice: Notice) -> [MailHeader] {
        var headers: [MailHeader] = []
        // RFC 3834: keeps out-of-office answers away. What a person wrote is not generated.
        if notice.kind != .supportRequestAnswered {
            headers.append(MailHeader("Auto-Submitted", "auto-generated"))
        }
        headers.append(MailHeader("X-Auto-Response-Suppress", "All"))
        if let severity = notice.severity, severity >= .high {
            headers.append(MailHeader("Importance", "high"))
        }
        headers.append(MailHeader("X-Watchfloor-Notice", notice.kind.rawValue))
        headers.append(MailHeader("X-Watchfloor-Reference", notice.reference))
        return headers
    }
}
