import Telemetry
import Testing

@Suite struct `A batch's body` {
    /// `line: text` for each record, `line!` for a break.
    private func split(_ body: String) -> [String] { split(Array(body.utf8)) }

    private func split(_ body: [UInt8]) -> [String] {
        RecordSplitter(body).map { element in
            switch element.content {
            case .record(let range): "\(element.line): \(String(decoding: body[range], as: UTF8.self))"
            case .malformed: "\(element.line)!"
            }
        }
    }

    @Test(arguments: [
        ("", []), ("\n\r\n  \n", []), ("{}", ["1: {}"]), ("{}\n", ["1: {}"]), ("{}\n{}", ["1: {}", "2: {}"]),
        ("{}\r\n\r\n{\"a\":1}\r\n", ["1: {}", "3: {\"a\":1}"]), ("\u{FEFF}{}\n{}\n", ["1: {}", "2: {}"]),
        ("\n\n{}\nrubbish\n[1]\n", ["3: {}", "4: rubbish", "5: [1]"]), ("rubbish", ["1: rubbish"]),
        ("{\"a\":\n{}", ["1: {\"a\":", "2: {}"]), ("  {} \t\n {}", ["1: {}", "2: {}"]),
    ])
    func `of lines gives each line that is not blank`(body: String, expected: [String]) {
        #expect(split(body) == expected)
    }

    @Test(arguments: [
        ("[]", []), (" [ ] ", []), ("[{}]", ["1: {}"]),
        ("[{\"a\":[1,{}]} , {}]\n", ["1: {\"a\":[1,{}]}", "2: {}"]),
        (#"[{"a":"]}\"\\"},"x,]",1, null ]"#, [#"1: {"a":"]}\"\\"}"#, #"2: "x,]""#, "3: 1", "4: null"]),
        ("[", ["1!"]), ("[{}", ["1: {}", "2!"]), ("[{},", ["1: {}", "2!"]), ("[{},]", ["1: {}", "2!"]),
        ("[,{}]", ["1!"]), ("[{} {}]", ["1: {}", "2!"]), ("[{}, {\"a\":\"", ["1: {}", "2!"]),
        ("[{}}]", ["1: {}", "2!"]),
        ("[{\n\"a\":1\n},\n{}]", ["1: {\n\"a\":1\n}", "2: {}"]),
    ])
    func `of one array gives each element, and says where it breaks`(body: String, expected: [String]) {
        #expect(split(body) == expected)
    }

    @Test(arguments: [
        (
            #"{"kind":"admin#reports#activities","items":[{"a":1},{"b":2}],"nextPageToken":"x"}"#,
            ["1: {\"a\":1}", "2: {\"b\":2}"]
        ),
        ("{\n \"items\": [\n {} ]\n}\n", ["1: {}"]),
        (#"{"items":[]}"#, []),
        (#"{"title":"x","items":[1]}"#, [#"1: {"title":"x","items":[1]}"#]),
        (#"{"items":{"a":1}}"#, [#"1: {"items":{"a":1}}"#]),
        (#"{"a":{"items":[1]}}"#, [#"1: {"a":{"items":[1]}}"#]),
        ("{\n\"title\":\n\"x\"\n}\n", ["1: {\n\"title\":\n\"x\"\n}"]),
        ("{\"items\":[{}]}\n{}", ["1: {\"items\":[{}]}", "2: {}"]),
    ])
    func `of one object is a list's items or one record`(body: String, expected: [String]) {
        #expect(split(body) == expected)
    }

    @Test func `loses no record, however it is put together`() {
        var random = SeededGenerator(state: 6)
        let pieces = [
            #"{"a":1}"#, #"{"a":"},{\"","b":[[],{}]}"#, "{}", #"{"t":"é\\"}"#, "[1,2]", "\"x\"", "17",
        ]
        var faults = 0
        for _ in 0..<5_000 {
            let records = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            let space = [" ", "", "\t"]
            func gap() -> String { space[Int.random(in: 0..<3, using: &random)] }
            let array = "[" + records.map { gap() + $0 + gap() }.joined(separator: ",") + gap() + "]"
            var numbered: [String] = []
            for (index, record) in records.enumerated() { numbered.append("\(index + 1): \(record)") }
            if split(array) != numbered { faults += 1 }

            // A lone array is an array's shape and not a line's; lines begin with an object here.
            let lines = ["{}"] + records
            let ends = ["\n", "\r\n", "\n\n", " \n"]
            var body = ""
            var expected: [String] = []
            var line = 1
            for record in lines {
                let end = ends[Int.random(in: 0..<4, using: &random)]
                body += gap() + record + end
                expected.append("\(line): \(record)")
                line += end == "\n\n" ? 2 : 1
            }
            if split(body) != expected { faults += 1 }
        }
        #expect(faults == 0)
    }

    @Test func `of any bytes is split in order, without overlap and without end`() {
        var random = SeededGenerator(state: 7)
        let alphabet = Array("{}[]\",:\\ \nai1".utf8)
        var faults: [String] = []
        for _ in 0..<20_000 {
            let body = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            var end = 0
            var line = 0
            var covered: Set<Int> = []
            var isBroken = false
            for element in RecordSplitter(body) {
                if isBroken || element.line <= line { faults.append(String(decoding: body, as: UTF8.self)) }
                line = element.line
                switch element.content {
                case .record(let range):
                    if range.isEmpty || range.lowerBound < end {
                        faults.append(String(decoding: body, as: UTF8.self))
                    }
                    end = range.upperBound
                    covered.formUnion(range)
                case .malformed: isBroken = true
                }
            }
            // Lines: whatever is not white space lies in a record.
            let first = body.first { $0 != 32 && $0 != 10 }
            guard first != UInt8(ascii: "["), first != UInt8(ascii: "{"), !isBroken else { continue }
            for index in body.indices where body[index] != 32 && body[index] != 10 && !covered.contains(index)
            {
                faults.append(String(decoding: body, as: UTF8.self))
            }
        }
        #expect(faults.isEmpty)
    }
}
