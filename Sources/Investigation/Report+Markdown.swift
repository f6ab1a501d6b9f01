import Vocabulary

extension Report {
    /// The report for a person. Quotations are code spans, in which no markup and no link comes alive.
    package var markdown: String {
        var lines = ["# \(Self.escaped(title))", ""]
        lines.append("- Conclusion: **\(conclusion.rawValue)** (\(malicious.percent) malicious)")
        lines.append("- Severity: \(severity.rawValue)")
        lines.append("- Likeliest: \(leading.rawValue)")
        lines.append("- Subject: \(Self.codeSpan(Phrase.neutral(subject.key)))")
        if !techniques.isEmpty {
            let names = techniques.map { "\(Self.escaped($0.id)) \(Self.escaped($0.name))" }
            lines.append("- ATT&CK: \(names.joined(separator: ", "))")
        }
        lines.append("- Written: \(writtenAt)")
        for section in sections {
            lines += ["", "## \(section.heading.words)", ""]
            lines += section.sentences.map { sentence in
                "- \(Self.markdown(sentence.phrase)) [\(numbers(of: sentence).joined(separator: ", "))]"
            }
        }
        lines += ["", "## Evidence", ""]
        for (index, evidence) in evidence.enumerated() {
            lines.append("\(index + 1). \(Self.codeSpan(Phrase.neutral(evidence.text)))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Everything cited, in order of first citation; sentences cite by place in it.
    package var evidence: [EvidenceID] {
        var seen: Set<EvidenceID> = []
        return sentences.flatMap(\.evidence).filter { seen.insert($0).inserted }
    }

    private func numbers(of sentence: Sentence) -> [String] {
        let evidence = evidence
        return sentence.evidence.compactMap { evidence.firstIndex(of: $0) }.map { String($0 + 1) }
    }

    private static func markdown(_ phrase: Phrase) -> String {
        phrase.parts.map { part in
            switch part {
            case .said(let words): escaped(words)
            case .quoted(let words): codeSpan(words)
            }
        }
        .joined()
    }

    /// A fence longer than any run of backticks inside, which is the only way out of a code span.
    static func codeSpan(_ text: String) -> String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let pad = longest > 0 || text.isEmpty ? " " : ""
        return fence + pad + text + pad + fence
    }

    /// Plain words with Markdown's inline markup taken out of force.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.split(whereSeparator: \.isNewline).joined(separator: " ") {
            if "\\`*_[]<>#|~".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
