/// What an investigation comes to.
package enum Conclusion: String, Codable, CaseIterable, Sendable {
    case malicious, suspicious, benign, inconclusive

    /// At or above `malicious` an analyst may act on it unread; at or below `benign` nobody need look tonight.
    static let maliciousMin = 0.9
    static let suspiciousMin = 0.6
    static let benignMax = 0.1

    /// - Parameters:
    ///   - malicious: the posterior of all malicious hypotheses together, 0 to 1.
    ///   - isComplete: every essential question was answered.
    init(malicious: Double, isComplete: Bool) {
        if malicious >= Self.suspiciousMin {
            self = malicious >= Self.maliciousMin && isComplete ? .malicious : .suspicious
        } else {
            self = malicious <= Self.benignMax && isComplete ? .benign : .inconclusive
        }
    }
}
