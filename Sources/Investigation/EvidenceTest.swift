/// One question put to the evidence, and what its answer says about every hypothesis.
package struct EvidenceTest: Sendable {
    /// `departure`, `network`: the name by which the test is known in reports and counts.
    package let name: String
    /// What is not known while the answer is missing: completes "Not known: …".
    package let question: String
    /// Without its answer no alert is called malicious or benign.
    package let isEssential: Bool
    let read: @Sendable (EvidenceSet) -> Reading?

    init(
        _ name: String, question: String, isEssential: Bool = false,
        read: @escaping @Sendable (EvidenceSet) -> Reading?
    ) {
        self.name = name
        self.question = question
        self.isEssential = isEssential
        self.read = read
    }

    /// All of them, in the order of a report.
    package static let all: [EvidenceTest] = [
        departure, network, othersOnNetwork, mobility, elsewhere, failures, file, fileType, volume, hours,
    ]
}

/// An answer: in words, and as a likelihood ratio per hypothesis.
package struct Reading: Hashable, Sendable {
    package let sentence: Sentence
    /// P(answer | hypothesis) / P(answer | ordinary work); a hypothesis that is not named has 1.
    package let ratios: [Hypothesis: Double]

    init(_ phrase: Phrase, _ citations: Citations, _ ratios: [Hypothesis: Double]) {
        sentence = Sentence(phrase, citations)
        self.ratios = ratios
    }

    package func ratio(for hypothesis: Hypothesis) -> Double { ratios[hypothesis] ?? 1 }
}
