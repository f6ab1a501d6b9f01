package import Vocabulary

extension Verdict {
    /// The reasons that can stand behind this verdict; any other pair would make the counts say nothing.
    package var reasons: [VerdictReason] {
        switch self {
        case .truePositive: [.maliciousActivity, .suspiciousActivity]
        case .benignPositive: [.suspiciousButExpected, .authorisedTest]
        case .falsePositive: [.incorrectLogic, .inaccurateData]
        case .undetermined: [.insufficientEvidence, .inaccurateData]
        }
    }

    package func admits(_ reason: VerdictReason) -> Bool { reasons.contains(reason) }

    func refusal(of reason: VerdictReason) -> String {
        let admitted = reasons.map(\.rawValue).joined(separator: " or ")
        return "\(reason.rawValue) is no reason for \(rawValue); give \(admitted)."
    }
}
