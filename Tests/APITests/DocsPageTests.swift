import Testing
import Vocabulary

@testable import API

@Suite struct `The page for reading` {
    @Test func `tells of every operation, field and status`() throws {
        let contract = try readContract()
        let html = try DocsPage(contract).html
        for operation in contract.operations {
            #expect(html.contains("<article id=\"\(operation.id)\">"), "\(operation.id)")
        }
        for name in ["Alert", "Case", "Problem"] { #expect(html.contains("id=\"schema-\(name)\"")) }
        #expect(html.contains("next_cursor"))
    }

    @Test func `fetches and runs nothing`() throws {
        let html = try DocsPage(readContract()).html
        for word in ["<script", "src=", "@import", "url(", "<link", "javascript:", "onclick"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test func `escapes what it is given`() {
        let text = "<b> & \"c\""
        let html: HTML = "<p>\(text)</p>"
        #expect(html.text == "<p>&lt;b&gt; &amp; &quot;c&quot;</p>")
    }
}
