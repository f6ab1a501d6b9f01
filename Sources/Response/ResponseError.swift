package import Vocabulary

/// Why a response refuses.
package enum ResponseError: Error, Hashable, Sendable {
    case approvedAlready
    case approvedByYouAlready
    case rejectedAlready
    case revertedAlready
    case expired
    case notExpired
    case notApproved
    case customerDecides
    case notEntitled
    case notInEffect
    case stillInEffect
    case wrongState(ResponseAction.State)

    package var detail: String {
        switch self {
        case .approvedAlready: "The action has been approved already."
        case .approvedByYouAlready: "You have approved already; somebody else must agree too."
        case .rejectedAlready: "The action has been rejected."
        case .revertedAlready: "The action has been undone already."
        case .expired: "The action has lapsed; nobody decided in time."
        case .notExpired: "The action has not lapsed yet."
        case .notApproved: "The action has not been approved."
        case .customerDecides: "The policy leaves this decision to the customer."
        case .notEntitled: "Only a person who is asked can decide."
        case .notInEffect: "The target does not show the action's effect."
        case .stillInEffect: "The target still shows the action's effect."
        case .wrongState(let state): "That cannot be done to an action that is \(state.rawValue)."
        }
    }

    package var problem: Problem {
        switch self {
        case .customerDecides, .notEntitled: Problem(.forbidden, detail)
        default: Problem(.conflict, detail)
        }
    }
}
