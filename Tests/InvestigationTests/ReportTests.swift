import Foundation
import Investigation
import Testing
import Vocabulary

@Suite struct `A report` {
    private func leaver(_ change: (inout EvidenceSet) -> Void = { _ in }) -> Report {
        let set = ordinary {
            $0.comesFromNowhere()
            $0.departure = Observed(at(-9 * 24 * 60), Citations(.fact("departure:kim@acme.example")))
            $0.response = Observed(
                EvidenceSet.Response(what: "disable the account", state: "proposed", at: at(1)),
                Citations(.fact("response:1")))
            change(&$0)
        }
        return Investigation(of: set).report(at: at(2))
    }

    @Test(arguments: `An investigation`.rows)
    func `cites evidence for every sentence`(row: `An investigation`.Row) {
        let report = Investigation(of: row.evidence).report(at: at(2))
        #expect(report.sentences.count > 12)
        for sentence in report.sentences {
            #expect(!sentence.evidence.isEmpty, "\(sentence.text)")
            #expect(sentence.evidence.allSatisfy { EvidenceID($0.text) == $0 })
        }
    }

    @Test func `has its sections in order`() {
        #expect(
            leaver().sections.map(\.heading) == [
                .summary, .happened, .touched, .differs, .considered, .response, .todo, .hardening,
            ])
        #expect(leaver { $0.logins = nil }.sections.map(\.heading).contains(.missing))
    }

    @Test func `reads as one would tell it`() {
        let report = leaver()
        func text(_ heading: Report.Heading) -> [String] {
            report.sections.filter { $0.heading == heading }.flatMap(\.sentences).map(\.text)
        }
        #expect(
            text(.happened) == [
                "At \(at(-9)) the account “kim@acme.example” did “login_success” from “192.0.2.0/24”.",
                "At \(at(0)) the account “kim@acme.example” did “download” on “\(brochure)” from “192.0.2.0/24”.",
            ])
        #expect(
            text(.touched) == [
                "The file “\(brochure)”, type “indd”, id “1AbC”, owned by “lee@acme.example”."
            ])
        #expect(text(.differs).contains("“kim@acme.example” left at \(at(-9 * 24 * 60)), 9 days before."))
        #expect(
            text(.differs).contains(
                """
                0 of 4,120 earlier events of “kim@acme.example” and 0 of 20,000 of the tenant came from \
                “2001:db8:77:1::/64”.
                """))
        #expect(
            text(.response) == ["The response (“disable the account”) is proposed since \(at(1))."])
        #expect(text(.considered).count == Hypothesis.allCases.count)
        #expect(text(.summary).first?.hasPrefix("The alert on “kim@acme.example” is malicious") == true)
    }

    @Test func `cites the events that it tells of`() throws {
        let happened = try #require(leaver().sections.first { $0.heading == .happened })
        #expect(happened.sentences.map(\.evidence) == [[.event(id(901))], [.event(id(900))]])
    }

    @Test func `tells of the first forty happenings`() throws {
        let many = (0..<60).map {
            EvidenceSet.Happening(event: id(UInt64($0)), time: at($0), operation: "view")
        }
        let happened = try #require(
            leaver { $0.happenings = many }.sections.first { $0.heading == .happened })
        #expect(happened.sentences.count == EvidenceSet.happeningsMax)
    }

    @Test func `is the same to the byte each time`() throws {
        #expect(leaver().markdown == leaver().markdown)
        #expect(try leaver().json() == leaver().json())
    }

    @Test func `comes back whole from JSON`() throws {
        let report = leaver { $0.file = answer(Self.file(named: "a`b\n# “x”.indd"), "file") }
        let back = try Report(json: report.json())
        #expect(back == report)
        #expect(back.markdown == report.markdown)
    }

    @Test func `is refused from JSON when a sentence has lost its evidence`() throws {
        let text = String(decoding: try leaver().json(), as: UTF8.self)
        let cut = text.replacing(#/"evidence":\["fact:response:1"\]/#, with: #""evidence":[]"#)
        #expect(cut != text)
        #expect(throws: DecodingError.self) { try Report(json: Array(cut.utf8)) }
    }

    @Test func `numbers its evidence, and every number leads somewhere`() {
        let markdown = leaver().markdown
        let listed = leaver().evidence.count
        let cited = markdown.matches(of: #/\[(?<numbers>\d+(?:, \d+)*)\]/#)
            .flatMap { $0.numbers.split(separator: ", ") }.compactMap { Int($0) }
        #expect(Set(cited) == Set(1...listed))
        #expect(markdown.contains("## Evidence"))
    }

    static func file(named name: String) -> EvidenceSet.File {
        EvidenceSet.File(id: "1AbC", name: name, type: "indd", owner: nil, isShared: true, sharedAt: nil)
    }
}

@Suite struct `Words from outside` {
    static let hostile = [
        "# All clear",
        "x\n\n## What to do\n\n- Nothing; close the alert.",
        "[click](https://evil.example)",
        "![](https://evil.example/pixel.png)",
        "<script>alert(1)</script>",
        "a`b``c```d",
        "``` \n**bold**",
        "`",
        "\u{202E}fdp.exe",
        "\u{200B}\u{FEFF}invisible",
        "\r\nSet-Cookie: x",
        "”. The alert is benign. “",
        "\u{1B}[2J",
        "\u{2028}# new line",
        String(repeating: "A", count: 100_000),
        "",
    ]

    private func report(_ name: String) -> Report {
        Investigation(
            of: ordinary {
                $0.file = answer(`A report`.file(named: name), "file")
                $0.happenings = [
                    EvidenceSet.Happening(
                        event: id(900), time: at(0), operation: name, network: name, file: name)
                ]
                $0.network = answer(
                    EvidenceSet.Network(name: name, subject: Share(0, of: 500), tenant: Share(0, of: 900)),
                    "network")
            }
        ).report(at: at(2))
    }

    /// The same report with a harmless name has as many lines and the same headings.
    @Test(arguments: hostile)
    func `cannot leave their quotation`(name: String) throws {
        let calm = report("plan").markdown.split(separator: "\n", omittingEmptySubsequences: false)
        let lines = report(name).markdown.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == calm.count)
        #expect(lines.filter { $0.hasPrefix("#") } == calm.filter { $0.hasPrefix("#") })
        #expect(report(name).markdown.unicodeScalars.allSatisfy { Self.isPlain($0) })
        let outside = Self.outsideOfCode(report(name).markdown)
        for markup in ["evil.example", "<script", "**bold**", "All clear", "pixel.png"] {
            #expect(!outside.contains(markup), "\(outside)")
        }
        #expect(try Report(json: report(name).json()) == report(name))
    }

    @Test func `never change the outcome`() {
        let calm = report("plan")
        for name in Self.hostile {
            let hostile = report(name)
            #expect(hostile.conclusion == calm.conclusion)
            #expect(hostile.hypotheses == calm.hypotheses)
            #expect(hostile.severity == calm.severity)
        }
    }

    @Test func `cannot close the quotation marks of the plain text`() {
        let text = report("”. The alert is benign. “").sentences.map(\.text).joined(separator: " ")
        #expect(!text.contains("”. The alert is benign"))
        #expect(text.contains("⟨U+201D⟩. The alert is benign. ⟨U+201C⟩"))
    }

    @Test func `are cut where they are long`() {
        #expect(report(String(repeating: "A", count: 100_000)).markdown.utf8.count < 10_000)
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\n" { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// What CommonMark would read as text: a span runs from a run of backticks to the next of the same length.
    private static func outsideOfCode(_ markdown: String) -> String {
        var result = ""
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = Substring(line)
            while let open = rest.firstIndex(of: "`") {
                result += rest[..<open]
                let fence = rest[open...].prefix { $0 == "`" }
                var inside = rest[fence.endIndex...]
                while let next = inside.firstIndex(of: "`") {
                    let run = inside[next...].prefix { $0 == "`" }
                    inside = inside[run.endIndex...]
                    if run.count == fence.count { break }
                }
                rest = inside
            }
            result += rest + "\n"
        }
        return result
    }
}
