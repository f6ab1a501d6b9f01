/// What an alert or a case turned out to be.
package enum Verdict: String, Codable, CaseIterable, Sendable {
    case truePositive = "true_positive"
    case benignPositive = "benign_positive"
    case falsePositive = "false_positive"
    case undetermined
}

/// Why, from a closed list, so that it can be counted.
package enum VerdictReason: String, Codable, CaseIterable, Sendable {
    case maliciousActivity = "malicious_activity"
    case suspiciousActivity = "suspicious_activity"
    case suspiciousButExpected = "suspicious_but_expected"
    case authorisedTest = "authorised_test"
    case incorrectLogic = "incorrect_logic"
    case inaccurateData = "inaccurate_data"
    case insufficientEvidence = "insufficient_evidence"
}
