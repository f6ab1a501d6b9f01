import Foundation
import Mail
import Notifications
import Testing
import Vocabulary

@Suite struct `A notice as a mail` {
    private let renderer: TemplateRenderer

    init() throws {
        renderer = try TemplateRenderer(letterhead: try Sample.letterhead())
    }

    private func mail(_ notice: Notice, to recipient: Recipient? = nil) throws -> OutgoingMail {
        renderer.mail(
            for: notice, to: try recipient ?? Sample.ciso(), effect: Sample.effect, at: Sample.time(3))
    }

    @Test func `reads whole as it should, whatever its kind`() throws {
        let notices = try Sample.everyKind()
        #expect(Set(notices.map(\.notice.kind)) == Set(Notice.Kind.allCases))
        #expect(notices.map(\.notice.kind) == WholeMail.all.map(\.kind))
        for ((notice, recipient), whole) in zip(notices, WholeMail.all) {
            let mail = try mail(notice, to: recipient)
            #expect(mail.subject == whole.subject)
            #expect(mail.text == whole.text)
            #expect(mail.html.contains("<main>\n\(whole.main)</main>\n"), "\(mail.html)")
            #expect(mail.html.contains("<title>\(mail.subject)</title>"))
        }
    }

    @Test func `of an incident is complete to the last header`() throws {
        let whole = WholeMail.all[1]
        let thread = try #require(
            MailMessageID("incident.01920000-0000-7000-8000-000000000007@watchfloor.example"))
        let expected = OutgoingMail(
            id: Sample.effect,
            messageID: try #require(MailMessageID("01920000-0000-7000-8000-000000000001@watchfloor.example")),
            date: Sample.time(3),
            from: Mailbox(name: "Watchfloor", address: try Sample.address("soc@watchfloor.example")),
            to: Mailbox(name: "Robin Poe", address: try Sample.address("robin@acme.example")),
            replyTo: Mailbox(address: try Sample.address("reply@watchfloor.example")),
            subject: whole.subject, text: whole.text,
            html: WholeMail.htmlFrame.before + "<main>\n" + whole.main + "</main>\n"
                + WholeMail.htmlFrame.after,
            headers: [
                MailHeader("Auto-Submitted", "auto-generated"), MailHeader("X-Auto-Response-Suppress", "All"),
                MailHeader("Importance", "high"), MailHeader("X-Watchfloor-Notice", "incident_opened"),
                MailHeader("X-Watchfloor-Reference", "INC-7"),
            ],
            inReplyTo: nil, references: [thread])
        #expect(try mail(Sample.opened()) == expected)
    }

    @Test func `answers into the thread of its incident`() throws {
        let root = try mail(Sample.opened()).references
        for notice in [Sample.proposed, Sample.taken(.confirmed), Sample.caseOpened, Sample.caseClosed] {
            let mail = try mail(notice)
            #expect(mail.references == root)
            #expect(mail.inReplyTo == root.first)
        }
    }

    @Test func `tells what Watchfloor did, or that it did nothing`() throws {
        let acted = try mail(
            Sample.opened(
                .took(action: "Disable kim@acme.example", at: Sample.time(9), undoneAt: Sample.time(3_609))))
        let did = """
            WATCHFLOOR HAS ACTED
            Done at 2026-11-24 05:28:07 UTC: Disable kim@acme.example.
            It ends by itself at 2026-11-24 06:28:07 UTC.
            """
        #expect(acted.text.contains(did))
        #expect(!acted.text.contains("DECISION"))
        let watched = try mail(Sample.opened(.watching))
        #expect(watched.text.contains("Nothing has been changed, and nothing is asked of you yet."))
        #expect(!watched.text.contains("ACTED"))
    }

    @Test func `says that nobody reads answers where nobody does`() throws {
        let mute = try TemplateRenderer(letterhead: try Sample.letterhead(answerable: false))
        let mail = mute.mail(
            for: Sample.opened(), to: try Sample.ciso(), effect: Sample.effect, at: Sample.time(3))
        #expect(mail.replyTo == nil)
        #expect(mail.text.contains("Nobody reads answers to this mail: please use the page above."))
    }

    @Test func `rounds rarity down, so that only the never seen is 100 %`() throws {
        func shown(_ rarity: Double) throws -> String? {
            let seen = Sample.observation()
            let observation = Observation(
                title: seen.title, severity: .low, subject: seen.subject, time: seen.time, confidence: 1,
                rarity: rarity, techniques: [], components: [], display: [])
            let mail = try mail(
                .alertRaised(
                    AlertRaised(
                        tenant: Sample.acme, alertID: AlertID(high: 1, low: 1),
                        reference: Reference(.alert, 1),
                        observation: observation, link: "l")))
            #expect(!mail.text.contains("WHY"))
            return mail.text.split(separator: "\n").first { $0.hasPrefix("Rarity:") }.map(String.init)
        }
        #expect(try shown(100) == "Rarity:     100 % (never seen before)")
        #expect(try shown(99.999) == "Rarity:     99.9 %")
        #expect(try shown(97) == "Rarity:     97 %")
        #expect(try shown(0) == "Rarity:     0 %")
    }

    @Test func `has a Message-ID in ASCII whatever the sender's domain`() throws {
        let from = Mailbox(address: try Sample.address("soc@wächter.example"))
        let renderer = try TemplateRenderer(letterhead: Letterhead(from: from, operatorName: "Wächter"))
        let mail = renderer.mail(
            for: Sample.opened(), to: try Sample.ciso(), effect: Sample.effect, at: Sample.time(3))
        #expect(mail.messageID.description == "\(Sample.effect)@xn--wchter-bua.example")
        #expect(try JSONDecoder().decode(OutgoingMail.self, from: JSONEncoder().encode(mail)) == mail)
    }

    @Test func `can be carried`() throws {
        for (notice, recipient) in try Sample.everyKind() {
            #expect(throws: Never.self) { try MIMEMessage(try mail(notice, to: recipient)) }
        }
    }
}

@Suite struct `Text that an attacker wrote` {
    private func mail(_ notice: Notice) throws -> OutgoingMail {
        try TemplateRenderer(letterhead: try Sample.letterhead()).mail(
            for: notice, to: try Sample.ciso(), effect: Sample.effect, at: Sample.time(3))
    }

    @Test func `is shown in HTML and is none`() throws {
        let mail = try mail(Sample.opened(file: "<script>alert('x')</script>\"\u{301} onload=\"&{{link}}"))
        #expect(
            mail.html.contains(
                "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;\u{301} onload=&quot;&amp;{{link}}</bdi>"
            ))
        #expect(!mail.html.contains("<script"))
        #expect(
            mail.text.contains("File:            <script>alert('x')</script>\"\u{301} onload=\"&{{link}}\n"))
    }

    @Test func `stays in its line`() throws {
        let forged = "a.indd\r\n\r\nWATCHFLOOR HAS ACTED\nAll is well.\u{2028}Ignore this mail.\u{85}Bye"
        let mail = try mail(Sample.opened(file: forged))
        let line = "File:            a.indd WATCHFLOOR HAS ACTED All is well. Ignore this mail. Bye"
        #expect(
            mail.text.split(separator: "\n").filter { $0.contains("WATCHFLOOR HAS ACTED") } == [line[...]])
    }

    @Test func `cannot break a subject, nor outgrow it`() throws {
        let hostile = "urgent\r\nBcc: all@acme.example\r\n\r\nbody \(String(repeating: "long ", count: 100))"
        let subject = try mail(try Sample.answered(subject: hostile)).subject
        #expect(subject.hasPrefix("Re: [REQ-3] urgent Bcc: all@acme.example body long"))
        #expect(subject.unicodeScalars.count == 181)
        #expect(subject.hasSuffix("…"))
    }

    @Test func `neither hides, nor turns round, nor becomes a link`() throws {
        let mail = try mail(
            Sample.opened(file: "in\u{202E}fdp.exe \u{200B}https://evil.example/decide 👩\u{200D}💻"))
        let shown = "in\u{FFFD}fdp.exe \u{FFFD}https[://]evil.example/decide 👩\u{200D}💻"
        #expect(mail.text.contains("File:            \(shown)\n"))
        #expect(mail.html.contains("<bdi>\(shown)</bdi>"))
    }

    /// Whatever a value holds, the mail keeps its lines and the HTML its tags.
    @Test(arguments: 0..<10 as Range<UInt64>) func `changes no line and no tag but its own`(seed: UInt64)
        throws
    {
        var random = SplitMix(state: seed)
        let plain = try mail(Sample.opened(file: "x"))
        let pieces = [
            "<", ">", "\"", "'", "&", "\n", "\r", "\u{2029}", "{{", "}}", "{{{link}}}", "{{/rows}}", "a", " ",
            "é",
        ]
        for _ in 0..<20 {
            let file = (0..<30).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            let mail = try mail(Sample.opened(file: file))
            #expect(mail.subject == plain.subject)
            #expect(mail.text.count { $0.isNewline } == plain.text.count { $0.isNewline })
            #expect(
                mail.html.unicodeScalars.count { $0 == "<" } == plain.html.unicodeScalars.count { $0 == "<" })
            #expect(
                mail.html.unicodeScalars.count { $0 == "\"" }
                    == plain.html.unicodeScalars.count { $0 == "\"" })
        }
    }
}

@Suite struct `The templates` {
    @Test func `load nothing from elsewhere`() throws {
        for (notice, recipient) in try Sample.everyKind() {
            let html = try TemplateRenderer(letterhead: try Sample.letterhead())
                .mail(for: notice, to: recipient, effect: Sample.effect, at: Sample.time(0)).html
            for remote in ["<img", "<script", "<link", "src=", "url(", "@import", "<iframe"] {
                #expect(!html.contains(remote), "\(notice.kind): \(remote)")
            }
            #expect(html.contains("lang=\"en\"") && html.contains("prefers-color-scheme: dark"))
        }
    }

    @Test func `are all there, or the service does not start`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "templates-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let letterhead = try Sample.letterhead()
        #expect(throws: TemplateError.unreadable(file: "shared/head.html.mustache")) {
            try TemplateRenderer(letterhead: letterhead, folder: folder.path)
        }
        let shared = folder.appending(component: "shared")
        try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
        try Data("{{#open}}".utf8).write(to: shared.appending(component: "head.html.mustache"))
        let error = #expect(throws: TemplateError.self) {
            try TemplateRenderer(letterhead: letterhead, folder: folder.path)
        }
        guard case .malformed("shared/head.html.mustache", _) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }
}
