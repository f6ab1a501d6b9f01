import Telemetry
import Testing
import Vocabulary

@Suite struct `A hostile record` {
    @Test(
        arguments: [
            ("", .empty), ("  \n", .empty), ("[]", .notAnObject), ("[{}]", .notAnObject), ("1", .notAnObject),
            (#""x""#, .notAnObject), ("null", .notAnObject), ("{", .invalidJSON), ("}", .invalidJSON),
            ("[", .invalidJSON),
            ("nul", .invalidJSON), ("x", .invalidJSON), (#""x"#, .invalidJSON),
        ] as [(String, Rejection)])
    func `that is no object is refused by name`(record: String, reason: Rejection) {
        #expect(rejection(of: record) == reason)
    }

    /// What no mapping looks at is checked all the same: a record is kept as it came.
    @Test(arguments: [
        "01", "1.", ".5", "+1", "1e", "-", "0x1", "1 2", "NaN", "Infinity", "tru", "truex", "True", "nulll",
        "'x'",
        #""\x""#, #""\u12""#, #""\u12g4""#, "\"a\tb\"", "\"a\nb\"", "\"a\u{0}b\"", "[1,]", "[,1]", "[1 2]",
        "[1,,2]",
        "{\"a\":1,}", "{\"a\"}", "{\"a\" 1}", "{a:1}", "{\"a\":}", "{1:2}", "[1}", "{\"a\":1]", "//x",
        "/*x*/1", "\u{0}",
        #""\ud800\x""#,
    ])
    func `with a fault of grammar anywhere is refused`(value: String) {
        let head = #"{"id":{"time":"2026-11-24T05:27:58Z"},"name":"view","#
        #expect(rejection(of: head + #""ignored":{"deep":["# + value + "]}}") == .invalidJSON)
        #expect(rejection(of: head + #""ignored":"# + value + "}") == .invalidJSON)
    }

    @Test(arguments: [
        "0", "-0", "1e308", "1E+9", "-1.5e-7", "123456789012345678901234567890", "1e999",
        #""\/\b\f\n\r\t\"\\""#, #""é😀""#, "{}", "[]", " [ ] ", "{\"\":1}",
    ])
    func `is only one that breaks the grammar`(value: String) {
        let head = #"{"id":{"time":"2026-11-24T05:27:58Z"},"name":"view","ignored":"#
        #expect(rejection(of: head + value + "}") == nil)
    }

    @Test(arguments: ["}", "{}", " x", ",", " 1", "\u{0}", "]", "\"\""])
    func `with something after its end is refused`(tail: String) {
        #expect(
            rejection(of: #"{"id":{"time":"2026-11-24T05:27:58Z"},"name":"view"}"# + tail) == .invalidJSON)
    }

    @Test func `a hundred thousand deep is refused and nothing falls over`() {
        let depth = 100_000
        let arrays = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let objects = String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        #expect(rejection(of: #"{"a":"# + arrays + "}") == .tooDeep)
        #expect(rejection(of: objects) == .tooDeep)
        #expect(rejection(of: String(repeating: "[", count: depth)) != nil)
        #expect(rejection(of: String(repeating: #"{"a":"#, count: depth)) != nil)
    }

    @Test func `may nest as deep as the limit and no deeper`() {
        func nested(_ depth: Int) -> String {
            #"{"id":{"time":"2026-11-24T05:27:58Z"},"name":"view","a":"#
                + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
        }
        #expect(rejection(of: nested(Normaliser.depthMaximum)) == nil)
        #expect(rejection(of: nested(Normaliser.depthMaximum + 1)) == .tooDeep)
    }

    @Test func `of ten megabytes is refused, of one byte below the limit read`() throws {
        func record(titled count: Int) -> String {
            #"{"title":""# + String(repeating: "x", count: count) + #""}"#
        }
        let frame = record(titled: 0).utf8.count
        #expect(rejection(of: record(titled: 10 << 20), as: .genericAlert) == .tooLarge)
        #expect(
            rejection(of: record(titled: Normaliser.recordBytesMaximum - frame + 1), as: .genericAlert)
                == .tooLarge)
        let event = try normalise(record(titled: Normaliser.recordBytesMaximum - frame), as: .genericAlert)
        #expect(event.finding?.title.utf8.count == Normaliser.fieldBytesMaximum)
    }

    @Test func `is cut at the edge of a character`() throws {
        let title = String(repeating: "é😀", count: 1_000)
        let kept = try #require(try normalise(#"{"title":"\#(title)"}"#, as: .genericAlert).finding?.title)
        #expect(title.hasPrefix(kept))
        #expect(kept.utf8.count > Normaliser.fieldBytesMaximum - 4)
    }

    @Test func `with NULs loses them from its fields`() throws {
        let event = try normalise(
            #"{"title":"a\u0000b","user":"\u0000","product":"\u0000\u0000p","id":"\u0000"}"#,
            as: .genericAlert)
        #expect(event.finding?.title == "ab")
        #expect(event.finding?.product == "p")
        #expect(event.finding?.uid == nil)
        #expect(event.actor == nil)
        #expect(rejection(of: #"{"title":"\u0000"}"#, as: .genericAlert) == .missingTitle)
    }

    @Test func `with half a surrogate pair is still read`() throws {
        let record =
            #"{"title":"cut \ud83d","user":"\udc00x","lone":"\ud800\u0041","pair":"\ud83d\ude00\ud83d"}"#
        let event = try normalise(record, as: .genericAlert)
        #expect(event.finding?.title == "cut \u{FFFD}")
        #expect(event.actor?.name == "\u{FFFD}x")
        let asKey = try normalise(#"{"\ud800":1,"title":"\ud83d\ude00\ud83d"}"#, as: .genericAlert)
        #expect(asKey.finding?.title == "😀\u{FFFD}")
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ] as [[UInt8]])
    func `that is not UTF-8 is refused wherever the fault lies`(bytes: [UInt8]) {
        let inside = Array(#"{"title":"x","other":""#.utf8) + bytes + Array(#""}"#.utf8)
        let after = Array(#"{"title":"x"}"#.utf8) + bytes
        #expect(rejection(of: inside, as: .genericAlert) == .invalidUTF8)
        #expect(rejection(of: after, as: .genericAlert) == .invalidUTF8)
    }

    @Test func `leaves the next record alone`() throws {
        var normaliser = Normaliser()
        var random = SeededGenerator(state: 3)
        let good = Array(#"{"title":"good","user":"kim"}"#.utf8)
        let bad = [
            "", "{", "[", #"{"a":"#, String(repeating: "[", count: 500), #"{"title":"\ud800"}"#,
            #"{"title":"\q"}"#,
            String(repeating: "[0,", count: 200_000),
        ].map { Array($0.utf8) }
        for _ in 0..<500 {
            let record = bad[Int.random(in: 0..<bad.count, using: &random)]
            _ = try? normaliser.normalise(record[...], as: .genericAlert, receivedAt: receipt, id: someID)
            let event = try normaliser.normalise(
                good[...], as: .genericAlert, receivedAt: receipt, id: someID)
            #expect(event.finding?.title == "good")
        }
    }

    @Test func `of random bytes has exactly one outcome, the same each time`() {
        var random = SeededGenerator(state: 4)
        var normaliser = Normaliser()
        let seeds = `A Google Workspace activity`.activities.flatMap { [$0.asList, $0.asOne, $0.asFlat] }
            .map { Array($0.utf8) }
        func outcome(_ record: [UInt8]) -> Result<Event, Rejection> {
            do throws(Rejection) {
                return .success(
                    try normaliser.normalise(
                        record[...], as: .googleWorkspace, receivedAt: receipt, id: someID))
            } catch {
                return .failure(error)
            }
        }
        var differing = 0
        var read = 0
        for round in 0..<20_000 {
            var record: [UInt8]
            if round % 4 == 0 {
                record = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            } else {
                record = seeds[Int.random(in: 0..<seeds.count, using: &random)]
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0..<record.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: record[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: record.remove(at: place)
                    default: record.insert(Array("\"{}[]:,\\u0".utf8)[place % 10], at: place)
                    }
                }
            }
            let first = outcome(record)
            if case .success = first { read += 1 }
            if first != outcome(record) { differing += 1 }
        }
        #expect(differing == 0)
        // Some of what was altered is still a record; else the test would look at nothing.
        #expect(read > 1_000)
    }

    @Test func `refuses what a second reader of JSON refuses`() {
        var random = SeededGenerator(state: 5)
        let seed = Array(#"{"title":"x","a":[1,-2.5e3,true,null,"é\n"],"b":{"c":{}}}"#.utf8)
        let alphabet = Array(#"{}[]:,"\0123-.eEtrufalsn "#.utf8)
        var disagreements: [String] = []
        for _ in 0..<20_000 {
            var record = seed
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<record.count, using: &random)
                record[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let text = String(decoding: record, as: UTF8.self)
            guard text.utf8.elementsEqual(record) else { continue }
            let isRefused = rejection(of: record, as: .genericAlert) == .invalidJSON
            if isRefused == ReferenceJSON.accepts(record) { disagreements.append(text) }
        }
        #expect(disagreements.prefix(5).isEmpty)
    }
}
