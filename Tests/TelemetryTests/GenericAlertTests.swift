import Telemetry
import Testing
import Vocabulary

@Suite struct `A generic alert` {
    @Test func `becomes a detection finding`() throws {
        let event = try normalise(
            #"""
            {"title":"Malware","severity":"High","time":"2026-11-24T05:27:58Z","product":"EDR","id":7,
             "link":"https://edr.example/7","user":"Kim@Acme.example","ip":"192.0.2.1:44","description":"d"}
            """#, as: .genericAlert)
        #expect(
            event
                == Event(
                    id: someID, source: .genericAlert, class: .detectionFinding, activityID: 1,
                    operation: "alert",
                    application: "edr", time: Timestamp(seconds: 1_795_498_078), status: .unknown,
                    severity: .high,
                    actor: Event.Person(name: "kim@acme.example", nativeID: nil),
                    sourceAddress: Address("192.0.2.1"), file: nil, targets: [],
                    finding: Event.ForeignFinding(
                        title: "Malware", product: "EDR", uid: "7", link: "https://edr.example/7",
                        fingerprint: "EDR|7", description: "d"),
                    nativeID: "2026-11-24T05:27:58Z/7/EDR"))
    }

    @Test func `needs a title and nothing else`() throws {
        let event = try normalise(#"{"title":"x"}"#, as: .genericAlert)
        #expect(event.time == receipt)
        #expect(event.severity == .medium)
        #expect(event.nativeID == nil)
        #expect(event.finding?.fingerprint == "unknown|x||")
        #expect(rejection(of: #"{"severity":5}"#, as: .genericAlert) == .missingTitle)
        #expect(rejection(of: #"{"title":null}"#, as: .genericAlert) == .missingTitle)
    }

    @Test(
        arguments: [
            (#""critical""#, .critical), (#""FATAL""#, .critical), ("6", .critical), ("5", .critical),
            ("4", .high),
            (#""3""#, .medium), ("2", .low), ("1", .informational), (#""Info""#, .informational),
            (#""warning""#, .medium),
            ("0", .medium), ("99", .medium), (#""bogus""#, .medium), ("null", .medium), ("[]", .medium),
        ] as [(String, Severity)])
    func `is as severe as it says`(severity: String, expected: Severity) throws {
        #expect(
            try normalise(#"{"title":"x","severity":\#(severity)}"#, as: .genericAlert).severity == expected)
    }

    @Test(arguments: [
        #""time":"2026-11-24T05:27:58Z""#, #""created_at":1795498078"#, #""timestamp":"1795498078000""#,
        #""timestamp":"2020-01-01T00:00:00Z","time":"2026-11-24T05:27:58Z""#,
        #""time":"rubbish","created_at":"2026-11-24T05:27:58Z""#,
    ])
    func `takes its time from the first name that has one`(member: String) throws {
        let event = try normalise(#"{"title":"x",\#(member)}"#, as: .genericAlert)
        #expect(event.time == Timestamp(seconds: 1_795_498_078))
    }

    @Test(arguments: [
        "javascript:alert(1)", "data:text/html,x", "//x.example", "https://x.example/a b",
        "HTTPS://x\\n.example",
    ])
    func `keeps no link that a browser would run`(link: String) throws {
        #expect(try normalise(#"{"title":"x","link":"\#(link)"}"#, as: .genericAlert).finding?.link == nil)
    }

    @Test func `is the same trouble by product, title, user and address where it has no id`() throws {
        let record = #"{"title":"x","vendor":"V","actor":{"name":"B","uid":"9"},"src_ip":"2001:db8::1"}"#
        let event = try normalise(record, as: .genericAlert)
        #expect(event.finding?.fingerprint == "V|x|b|2001:db8::1")
        #expect(event.actor == Event.Person(name: "b", nativeID: "9"))
        let own = #"{"title":"x","fingerprint":"mine"}"#
        #expect(try normalise(own, as: .genericAlert).finding?.fingerprint == "mine")
    }
}
