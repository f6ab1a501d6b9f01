import Testing
import Vocabulary

@testable import API

@Suite struct `What a caller would rather have` {
    @Test(arguments: [
        (nil, false), ("*/*", false), ("application/json", false), ("text/markdown", true),
        ("text/markdown, application/json;q=0.5", true), ("text/markdown;q=0.5, application/json", false),
        ("text/*, */*;q=0.1", true), ("TEXT/Markdown", true), ("text/html", false), ("", false),
        ("text/markdown;q=0", false), ("text/markdown;q=x", true),
    ]) func `decides between Markdown and JSON`(_ field: String?, _ isMarkdown: Bool) {
        #expect(Accept(field).prefers("text/markdown", to: "application/json") == isMarkdown)
    }

    @Test func `is a media type that is JSON`() {
        #expect(MediaType.accepts("application/json"))
        #expect(!MediaType.accepts("application/json; boundary=x"))
    }
}
