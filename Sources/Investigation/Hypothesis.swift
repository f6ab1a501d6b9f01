/// What may lie behind an alert. All are scored, also those that are rejected.
package enum Hypothesis: String, Codable, CaseIterable, Sendable {
    case accountTakeover = "account_takeover"
    /// Somebody who has left, or is about to, takes what is not theirs.
    case insiderTheft = "insider_theft"
    case travellingUser = "travelling_user"
    /// The file should not have been reachable; nobody means harm.
    case mistakenSharing = "mistaken_sharing"
    case benignAutomation = "benign_automation"
    /// None of the others: somebody does their work. The reference against which likelihoods are stated.
    case ordinaryWork = "ordinary_work"

    package var isMalicious: Bool { self == .accountTakeover || self == .insiderTheft }

    /// How the alerts of a young tenant divide before any evidence; the sum is 1.
    var prior: Double {
        switch self {
        case .accountTakeover: 0.07
        case .insiderTheft: 0.05
        case .travellingUser: 0.15
        case .mistakenSharing: 0.10
        case .benignAutomation: 0.08
        case .ordinaryWork: 0.55
        }
    }

    package var words: String {
        switch self {
        case .accountTakeover: "somebody else uses the account"
        case .insiderTheft: "a person who has left, or means to, takes data"
        case .travellingUser: "the person is travelling"
        case .mistakenSharing: "the file was shared by mistake"
        case .benignAutomation: "a program works in the person's name"
        case .ordinaryWork: "ordinary work"
        }
    }
}
