import Mail
import Notifications
import Testing
import Vocabulary

@Suite(.enabled(if: Python.any != nil, "needs python3")) struct `A MIME message, read by another` {
    @Test func `says what was meant, in any script`() throws {
        let mail = OutgoingMail(
            id: Sample.effect, messageID: MailMessageID(effect: Sample.effect, domain: "watchfloor.example"),
            date: Sample.time(0),
            from: Mailbox(name: "Wächter, Süd", address: try Sample.address("soc@watchfloor.example")),
            to: Mailbox(name: "金 \"K\" <x>", address: try Sample.address("kim@bücher.example")),
            replyTo: Mailbox(address: try Sample.address("reply@watchfloor.example")),
            subject: "[INC-7] 異常なダウンロード: Übersicht_für_Ω.indd, \(String(repeating: "long ", count: 30))end",
            text: "Grüße\n.\n..\nFrom here\n\(String(repeating: "x", count: 2_000))\n日本語\n",
            html: "<p>Grüße &amp; 日本語</p>\n", headers: [MailHeader("X-Note", "naïve")],
            inReplyTo: MailMessageID("root@watchfloor.example"),
            references: ["root@watchfloor.example", "one@watchfloor.example"].compactMap { MailMessageID($0) }
        )
        let message = try MIMEMessage(mail)
        #expect(message.envelopeTo == "kim@xn--bcher-kva.example")
        #expect(message.envelopeFrom == "soc@watchfloor.example")
        #expect(message.bytes.allSatisfy { $0 < 128 })
        let lines = message.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == UInt8(ascii: "\r") && $0.count <= 998 })
        #expect(try MIMEMessage(mail).bytes == message.bytes)

        let read = try ReadBack.reading(message.bytes)
        #expect(read.defects == [])
        #expect(read["Subject"] == [mail.subject])
        #expect(read["From"] == ["\"Wächter, Süd\" <soc@watchfloor.example>"])
        #expect(read["To"] == ["\"金 \\\"K\\\" <x>\" <kim@xn--bcher-kva.example>"])
        #expect(read["Reply-To"] == ["reply@watchfloor.example"])
        #expect(read["Date"] == ["Tue, 24 Nov 2026 05:27:58 +0000"])
        #expect(read["Message-ID"] == ["<01920000-0000-7000-8000-000000000001@watchfloor.example>"])
        #expect(read["In-Reply-To"] == ["<root@watchfloor.example>"])
        #expect(read["References"] == ["<root@watchfloor.example> <one@watchfloor.example>"])
        #expect(read["X-Note"] == ["naïve"])
        #expect(read.parts.map(\.type) == ["text/plain", "text/html"])
        #expect(read.parts.map(\.charset) == ["utf-8", "utf-8"])
        #expect(read.parts.map(\.content) == [mail.text, mail.html])
    }

    @Test func `keeps an encoded word that an attacker wrote as the text it is`() throws {
        for hostile in ["=?utf-8?Q?a=0D=0ABcc:_all=40acme.example?=", "x =?utf-8?B?AAAA?= y", "=?x?= =?y?="] {
            let mail = try plain(subject: hostile, fromName: hostile, headers: [MailHeader("X-A", hostile)])
            let read = try ReadBack.reading(try MIMEMessage(mail).bytes)
            #expect(read["Subject"] == [hostile])
            #expect(read["X-A"] == [hostile])
            #expect(read["From"].map { $0.filter { $0 != "\"" } } == ["\(hostile) <soc@watchfloor.example>"])
        }
    }
}

@Suite struct `A MIME message` {
    @Test func `refuses a header that would be two`() throws {
        let breaks = ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{0}", "\u{B}", "\u{7F}"]
        for lineBreak in breaks {
            let hostile = "innocent\(lineBreak)Bcc: all@acme.example"
            #expect(throws: MIMEError.headerValue(of: "Subject")) {
                try MIMEMessage(try plain(subject: hostile))
            }
            #expect(throws: MIMEError.headerValue(of: "To")) { try MIMEMessage(try plain(toName: hostile)) }
            #expect(throws: MIMEError.headerValue(of: "From")) {
                try MIMEMessage(try plain(fromName: hostile))
            }
            #expect(throws: MIMEError.headerValue(of: "X-A")) {
                try MIMEMessage(try plain(headers: [MailHeader("X-A", hostile)]))
            }
        }
        for name in ["Bcc", "bcc", "Subject", "Content-Type", "X A", "X:A", "X\r\nBcc", "", "Ü"] {
            #expect(throws: MIMEError.headerName(name)) {
                try MIMEMessage(try plain(headers: [MailHeader(name, "v")]))
            }
        }
        #expect(throws: MIMEError.nullByte(in: "text")) { try MIMEMessage(try plain(text: "a\u{0}b")) }
    }

    /// Whatever the values, there are the headers that were meant, and no other.
    @Test(arguments: 0..<20 as Range<UInt64>) func `has the headers it was given and no more`(seed: UInt64)
        throws
    {
        var random = SplitMix(state: seed)
        let pieces = [
            "a", " ", "\t", ":", "\r\n", "\n", "Bcc: x@y.z", "=?utf-8?Q?=0A?=", "é", "日", "\u{2028}", "\"",
            "<", ">",
            ",", "\\", "\u{202E}", String(repeating: "w", count: 90), "\u{0}", "(", ")",
        ]
        func text() -> String {
            (0..<Int(random.next() % 40)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
                .joined()
        }
        for _ in 0..<50 {
            let mail = try plain(
                subject: text(), toName: text(), fromName: text(), text: text(),
                headers: [MailHeader("X-A", text())])
            guard let message = try? MIMEMessage(mail) else {
                let values = [mail.subject, mail.to.name, mail.from.name, mail.headers[0].value].compactMap {
                    $0
                }
                let hostile: (Unicode.Scalar) -> Bool = {
                    $0 == "\u{2028}" || $0 != "\t" && $0.properties.generalCategory == .control
                }
                let unfit = (values + [mail.text.filter { $0 == "\u{0}" }]).contains {
                    $0.unicodeScalars.contains(where: hostile)
                }
                #expect(unfit, "refused without need")
                continue
            }
            #expect(
                fieldNames(message.bytes) == [
                    "Date", "From", "To", "Subject", "Message-Id", "X-A", "MIME-Version", "Content-Type",
                ])
        }
    }

    /// The names of the fields before the first empty line, folded lines belonging to the field before them.
    private func fieldNames(_ bytes: [UInt8]) -> [String] {
        let text = String(decoding: bytes, as: UTF8.self)
        var names: [String] = []
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            if line.isEmpty { break }
            if line.first == " " || line.first == "\t" { continue }
            names.append(String(line.prefix { $0 != ":" }))
        }
        return names
    }
}

private func plain(
    subject: String = "s", toName: String? = nil, fromName: String? = nil, text: String = "t",
    headers: [MailHeader] = []
) throws -> OutgoingMail {
    OutgoingMail(
        id: Sample.effect, messageID: MailMessageID(effect: Sample.effect, domain: "watchfloor.example"),
        date: Sample.time(0),
        from: Mailbox(name: fromName, address: try Sample.address("soc@watchfloor.example")),
        to: Mailbox(name: toName, address: try Sample.address("kim@acme.example")), subject: subject,
        text: text,
        html: "<p>t</p>", headers: headers)
}
