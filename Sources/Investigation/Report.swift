package import Vocabulary

/// The written outcome of an investigation. Every sentence carries its evidence.
package struct Report: Hashable, Codable, Sendable {
    package enum Heading: String, Codable, CaseIterable, Sendable {
        case summary
        case happened = "what_happened"
        case touched = "what_was_touched"
        case differs = "how_it_differs"
        case considered = "what_was_considered"
        case missing = "what_is_not_known"
        case response
        case todo = "what_to_do"
        case hardening

        package var words: String {
            switch self {
            case .summary: "Summary"
            case .happened: "What happened"
            case .touched: "What was touched"
            case .differs: "How it differs from normal"
            case .considered: "What was considered"
            case .missing: "What is not known"
            case .response: "Response"
            case .todo: "What to do"
            case .hardening: "One thing to harden"
            }
        }
    }

    package struct Section: Hashable, Codable, Sendable {
        package let heading: Heading
        package let sentences: [Sentence]
    }

    package struct Scored: Hashable, Codable, Sendable {
        package let hypothesis: Hypothesis
        /// 0 to 1 in steps of a ten-thousandth.
        package let posterior: Double
    }

    package let alert: AlertID
    package let title: String
    package let severity: Severity
    package let subject: Entity
    package let techniques: [Technique]
    package let writtenAt: Timestamp
    package let conclusion: Conclusion
    package let leading: Hypothesis
    package let malicious: Double
    package let hypotheses: [Scored]
    /// Names of the tests that had no answer.
    package let missing: [String]
    package let sections: [Section]

    package var sentences: [Sentence] { sections.flatMap(\.sentences) }
}
