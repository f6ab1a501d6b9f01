import Mail
import Notifications
import Operations
import Testing
import Vocabulary

/// What every mail sender promises, whatever it sends by.
enum MailSenderPromise: String, CaseIterable, Sendable {
    case deliversWhatItWasGiven = "delivers what it was given, and says under which Message-ID"
    case keepsTheOrder = "delivers one mail after another"
    case survivesACrowd = "delivers every mail of many sent at once"
    case refusesTheUnfit = "refuses a mail with a header that would be two, for good"
    case tellsTheRejected = "says for good that there is no such mailbox, and goes on"
    case tellsTheBusy = "says that another attempt may succeed, and the same mail then does"

    /// How the other side must be set up for it.
    struct Bench {
        var rejected: [String] = []
        var busyFirst = 0
    }

    var bench: Bench {
        switch self {
        case .tellsTheRejected: Bench(rejected: ["nobody@acme.example"])
        case .tellsTheBusy: Bench(busyFirst: 2)
        default: Bench()
        }
    }

    /// A mail as it arrived.
    struct Delivered: Hashable {
        let messageID: String
        let to: String
        let subject: String
        let text: String
        let html: String
    }

    func hold(_ sender: any MailSender, delivered: () throws -> [Delivered]) async throws {
        switch self {
        case .deliversWhatItWasGiven:
            let renderer = try TemplateRenderer(letterhead: try Sample.letterhead())
            let mail = renderer.mail(
                for: Sample.opened(file: "Übersicht_Ω.indd"), to: try Sample.ciso(), effect: Sample.effect,
                at: Sample.time(3))
            let receipt = try await sender.send(mail)
            #expect(receipt.messageID == mail.messageID)
            #expect(receipt.serverReply.hasPrefix("250 "))
            let expected = Delivered(
                messageID: "<\(mail.messageID)>", to: "Robin Poe <robin@acme.example>",
                subject: mail.subject, text: mail.text, html: mail.html)
            #expect(try delivered() == [expected])
        case .keepsTheOrder:
            for number in 1...3 { _ = try await sender.send(try small(number)) }
            #expect(try delivered().map(\.subject) == ["mail 1", "mail 2", "mail 3"])
        case .survivesACrowd:
            let mails = try (1...12).map { try small($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for mail in mails { group.addTask { _ = try await sender.send(mail) } }
                try await group.waitForAll()
            }
            #expect(Set(try delivered().map(\.subject)) == Set(mails.map(\.subject)))
        case .refusesTheUnfit:
            let error = try await refusal(of: try small(1, subject: "a\r\nBcc: all@acme.example"), by: sender)
            #expect(error?.isPermanent == true)
            #expect(try delivered() == [])
        case .tellsTheRejected:
            let error = try await refusal(of: try small(1, to: "nobody@acme.example"), by: sender)
            #expect(error == .permanent(code: 550, text: "550 5.1.1 no such mailbox"))
            _ = try await sender.send(try small(2))
            #expect(try delivered().map(\.subject) == ["mail 2"])
        case .tellsTheBusy:
            let mail = try small(1)
            for _ in 1...2 {
                let error = try await refusal(of: mail, by: sender)
                #expect(error == .transient(code: 451, text: "451 4.3.0 try again later"))
            }
            _ = try await sender.send(mail)
            #expect(try delivered().map(\.messageID) == ["<\(mail.messageID)>"])
        }
    }
}

func refusal(of mail: OutgoingMail, by sender: any MailSender) async throws -> MailError? {
    do {
        let receipt = try await sender.send(mail)
        Issue.record("accepted: \(receipt.serverReply)")
        return nil
    } catch { return error }
}

func small(_ number: Int, subject: String? = nil, to: String = "kim@acme.example") throws -> OutgoingMail {
    let effect = EffectID(high: 9, low: UInt64(number))
    return OutgoingMail(
        id: effect, messageID: MailMessageID(effect: effect, domain: "watchfloor.example"),
        date: Sample.time(0),
        from: Mailbox(address: try Sample.address("soc@watchfloor.example")),
        to: Mailbox(address: try Sample.address(to)), subject: subject ?? "mail \(number)", text: "text\n",
        html: "<p>text</p>\n")
}
