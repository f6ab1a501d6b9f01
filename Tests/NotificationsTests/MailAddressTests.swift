import Notifications
import Testing
import Vocabulary

@Suite struct `A mail address` {
    @Test func `is taken where it is one`() {
        let fine = [
            "kim@acme.example", "kim.o'neil+soc@mail.acme.example", "KIM@ACME.EXAMPLE", "k@a.b",
            "kim@bücher.example", "kim@例え.テスト", "x_y-z@xn--bcher-kva.example",
        ]
        for text in fine { #expect(MailAddress(text)?.description == text, "\(text)") }
    }

    @Test func `is refused where it could be something else besides`() {
        let unfit = [
            "", "@", "kim", "kim@", "@acme.example", "kim@acme", "kim@@acme.example", "a@b@acme.example",
            ".kim@acme.example", "kim.@acme.example", "k..m@acme.example", "kim@.example",
            "kim@acme..example",
            "kim@-acme.example", "kim@acme-.example", "kim @acme.example", "kim@acme .example",
            "\"kim\"@acme.example", "kim@[127.0.0.1]", "Kim <kim@acme.example>", "kim@acme.example,lou@b.c",
            "kim@acme.example\r\nBcc: all@acme.example", "kim@acme.example\n", "kim\u{0}@acme.example",
            "kím@acme.example", "kim@acme.exam\u{202E}ple", "kim@acme.example>",
            String(repeating: "k", count: 65) + "@acme.example",
            "kim@" + String(repeating: "a", count: 64) + ".example",
            "kim@" + Array(repeating: "abcdefg", count: 40).joined(separator: "."),
        ]
        for text in unfit { #expect(MailAddress(text) == nil, "\(text.debugDescription)") }
    }
}

@Suite struct `A Message-ID` {
    @Test func `follows from the effect alone`() {
        let effect = EffectID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0001)
        let id = MailMessageID(effect: effect, domain: "watchfloor.example")
        #expect(id.description == "01920000-0000-7000-8000-000000000001@watchfloor.example")
        #expect(MailMessageID("<\(id)>") == id)
    }

    @Test func `is refused where it could break out of its brackets`() {
        for text in ["", "a", "a@", "@b", "a@b@c", "a b@c", "a>@b", "a@b\r\nX: y", "ä@b", "<a@b> <c@d>"] {
            #expect(MailMessageID(text) == nil, "\(text.debugDescription)")
        }
    }
}
