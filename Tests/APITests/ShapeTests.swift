import API
import Testing
import Vocabulary

@Suite struct `A body` {
    let contract: Contract

    init() throws { contract = try readContract() }

    /// An operation, a body, and the pointers that are complained of; none where it is admitted.
    static let bodies: [(String, String, [String])] = [
        ("openCase", #"{"title":"A","severity":"high"}"#, []),
        ("openCase", #"{"title":"A","severity":"high","incident_id":"INC-7"}"#, []),
        ("openCase", #"{}"#, ["/severity", "/title"]),
        ("openCase", #"[]"#, [""]),
        ("openCase", #"null"#, [""]),
        ("openCase", #"{"title":"A","severity":"high","colour":"red"}"#, ["/colour"]),
        ("openCase", #"{"title":"A","severity":"high","a/b~c":1}"#, ["/a~1b~0c"]),
        ("openCase", #"{"title":1,"severity":"High"}"#, ["/severity", "/title"]),
        ("openCase", #"{"title":null,"severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":"","severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":" \t","severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":"two\nlines","severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":"ends in a line\n","severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":"n\u0000l","severity":"high"}"#, ["/title"]),
        ("openCase", #"{"title":"A","severity":"high","incident_id":"CASE-7"}"#, ["/incident_id"]),
        ("openCase", #"{"title":"A","severity":"high","incident_id":"INC-0"}"#, ["/incident_id"]),
        ("commentOnCase", #"{"text":"two\nlines"}"#, []),
        ("commentOnCase", #"{"text":"\u2003\n"}"#, ["/text"]),
        ("commentOnCase", #"{"text":"a","visibility":"public"}"#, ["/visibility"]),
        ("assignCase", #"{"assignee_id":null}"#, []),
        ("assignCase", #"{"assignee_id":"me"}"#, ["/assignee_id"]),
        ("assignCase", #"{}"#, ["/assignee_id"]),
        ("closeAlert", #"{"verdict":"true_positive","reason":"malicious_activity"}"#, []),
        ("closeAlert", #"{"verdict":"true_positive","reason":"incorrect_logic"}"#, [""]),
        ("recordDeparture", #"{"left_at":"2026-11-24T05:27:58+01:00"}"#, []),
        ("recordDeparture", #"{"left_at":"2026-11-24 05:27:58Z"}"#, ["/left_at"]),
        ("recordDeparture", #"{"left_at":"2026-11-24T05:27:58"}"#, ["/left_at"]),
        ("recordDeparture", #"{"left_at":"2026-02-30T05:27:58Z"}"#, ["/left_at"]),
        ("recordDeparture", #"{"left_at":1795000000}"#, ["/left_at"]),
        ("addUser", #"{"email":"Kim@Acme.example","name":"Kim","role":"tenant_viewer"}"#, []),
        ("addUser", #"{"email":"kim","name":"Kim","role":"analyst"}"#, ["/email", "/role"]),
        ("enrolSensor", #"{"name":"google-workspace"}"#, []),
        ("enrolSensor", #"{"name":"Google Workspace"}"#, ["/name"]),
        ("setResponsePolicy", #"{"mode":"act","approval_window_seconds":60}"#, []),
        (
            "setResponsePolicy", #"{"mode":"act","approval_window_seconds":60.5}"#,
            ["/approval_window_seconds"]
        ),
        ("setResponsePolicy", #"{"mode":"act","approval_window_seconds":59}"#, ["/approval_window_seconds"]),
        ("setResponsePolicy", #"{"mode":"act","protected":[{"kind":"user"}]}"#, ["/protected/0/name"]),
        (
            "setResponsePolicy",
            #"{"mode":"act","protected":[{"kind":"user","name":"a"},{"kind":"user","name":"a"}]}"#,
            ["/protected"]
        ),
    ]

    @Test(arguments: bodies) func `is held against the contract`(
        _ operation: String, _ text: String, _ pointers: [String]
    ) throws {
        let found = try #require(contract.operations.first { $0.id == operation })
        let shape = try #require(found.body?.shape)
        let faults = shape.faults(of: try JSON(body: Array(text.utf8)))
        #expect(faults.map(\.pointer).sorted() == pointers)
    }

    @Test func `may be as long as its field says, counted in characters`() throws {
        let shape = try #require(contract.operations.first { $0.id == "openCase" }?.body?.shape)
        let longest = String(repeating: "é", count: 200)
        #expect(shape.admits(["title": .string(longest), "severity": "low"]))
        #expect(!shape.admits(["title": .string(longest + "e"), "severity": "low"]))
    }

    @Test func `is told at most twenty faults`() throws {
        let shape = try #require(contract.operations.first { $0.id == "openCase" }?.body?.shape)
        let many = Dictionary(uniqueKeysWithValues: (0..<1_000).map { ("field_\($0)", JSON.null) })
        #expect(shape.faults(of: .object(many)).count == Shape.faultsMax)
    }

    @Test(arguments: [
        "", "{", "{'a':1}", #"{"a":1}}"#, #"{"a":"\ud800"}"#, "\u{FEFF}{]", "nul", #"{"a":1e999}"#,
    ]) func `that is not JSON is a bad request`(_ text: String) {
        #expect(throws: Problem.self) { try JSON(body: Array(text.utf8)) }
    }

    @Test func `that nests without end is a bad request, and nothing recurses into it`() {
        let deep = String(repeating: "[", count: 500_000) + String(repeating: "]", count: 500_000)
        #expect { try JSON(body: Array(deep.utf8)) } throws: { ($0 as? Problem)?.kind == .badRequest }
    }

    @Test func `in another encoding is a bad request`() {
        #expect { try JSON(body: [0x22, 0xE9, 0x22]) } throws: { ($0 as? Problem)?.kind == .badRequest }
    }
}
