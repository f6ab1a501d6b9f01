import API
import Testing
import Vocabulary

@Suite struct `A cursor` {
    @Test func `comes back as the id that it was made of`() throws {
        var source = IdentifierSource(seed: 7)
        for step in 0..<1_000 {
            let id: AlertID = source.next(at: Timestamp(seconds: Int64(step) * 1_000_003))
            let text = try #require(Cursor(id: id.description).text)
            #expect(text.count == 22)
            #expect(Cursor(text)?.id == id.description)
        }
    }

    @Test func `covers the ends of the range`() {
        for id in [RequestID(high: 0, low: 0), RequestID(high: .max, low: .max)] {
            #expect(Cursor(id: id.description).text.flatMap { Cursor($0) }?.id == id.description)
        }
        #expect(Cursor(id: RequestID(high: 0, low: 0).description).text == "AAAAAAAAAAAAAAAAAAAAAA")
    }

    @Test(arguments: [
        "", "A", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAA=",
        "ÄAAAAAAAAAAAAAAAAAAAA",
    ])
    func `of another form is none`(_ text: String) {
        #expect(Cursor(text) == nil)
    }

    @Test func `is not made of what is no id`() {
        #expect(Cursor(id: "kim@acme.example").text == nil)
    }
}
