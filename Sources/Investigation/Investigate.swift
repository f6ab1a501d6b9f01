/// The evidence weighed: every hypothesis with its posterior, and what is not known.
package struct Investigation: Hashable, Sendable {
    package struct Scored: Hashable, Sendable {
        package let hypothesis: Hypothesis
        /// 0 to 1; all of an investigation's add up to 1.
        package let posterior: Double
    }

    package struct Answer: Hashable, Sendable {
        /// The test's name.
        package let test: String
        package let reading: Reading
    }

    package let evidence: EvidenceSet
    package let answers: [Answer]
    /// The names of the tests whose answer is missing, in the tests' order.
    package let missing: [String]
    /// The likeliest first.
    package let hypotheses: [Scored]
    package let conclusion: Conclusion

    package var leading: Hypothesis { hypotheses.first?.hypothesis ?? .ordinaryWork }

    /// The posterior of the malicious hypotheses together.
    package var malicious: Double {
        hypotheses.filter(\.hypothesis.isMalicious).reduce(0) { $0 + $1.posterior }
    }

    /// Bayes' rule with the tests taken as independent given the hypothesis: crude, the same each time, and checkable
    /// by hand.
    package init(of evidence: EvidenceSet) {
        var answers: [Answer] = []
        var missing: [EvidenceTest] = []
        for test in EvidenceTest.all {
            if let reading = test.read(evidence) {
                answers.append(Answer(test: test.name, reading: reading))
            } else {
                missing.append(test)
            }
        }
        let weights = Hypothesis.allCases.map { hypothesis in
            answers.reduce(hypothesis.prior) { $0 * $1.reading.ratio(for: hypothesis) }
        }
        let sum = weights.reduce(0, +)
        let scored = zip(Hypothesis.allCases, weights).map { Scored(hypothesis: $0, posterior: $1 / sum) }
        self.evidence = evidence
        self.answers = answers
        self.missing = missing.map(\.name)
        // Between equals the order of the enumeration decides, so the same evidence reads the same.
        hypotheses = scored.enumerated()
            .sorted { left, right in
                left.element.posterior == right.element.posterior
                    ? left.offset < right.offset : left.element.posterior > right.element.posterior
            }
            .map(\.element)
        let malicious = scored.filter(\.hypothesis.isMalicious).reduce(0) { $0 + $1.posterior }
        conclusion = Conclusion(
            malicious: malicious, isComplete: !missing.contains(where: \.isEssential))
    }
}
