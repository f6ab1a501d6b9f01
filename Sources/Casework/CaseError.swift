package import Vocabulary

/// Why a case refuses.
package enum CaseError: Error, Hashable, Sendable {
    case alreadyClosed
    case operatorOnly
    case onHold
    case notWaiting
    case notInProgress
    case holdReasonMissing
    case titleMissing
    case titleTooLong
    case linkedElsewhere
    case reasonDoesNotFit(Verdict, VerdictReason)

    package var detail: String {
        switch self {
        case .alreadyClosed: "The case is closed; its verdict stands."
        case .operatorOnly: "Only the operator works on a case."
        case .onHold: "The case is on hold; resume it first."
        case .notWaiting: "The case is neither on hold nor resolved; there is nothing to resume."
        case .notInProgress: "Work on the case has not started; start it first."
        case .holdReasonMissing: "Say what is waited for."
        case .titleMissing: "A case needs a title."
        case .titleTooLong: "A title has at most \(Case.titleCharactersMax) characters."
        case .linkedElsewhere: "The case belongs to another incident."
        case .reasonDoesNotFit(let verdict, let reason): verdict.refusal(of: reason)
        }
    }

    package var problem: Problem {
        let field: String? =
            switch self {
            case .holdReasonMissing, .reasonDoesNotFit: "/reason"
            case .titleMissing, .titleTooLong: "/title"
            default: nil
            }
        if self == .operatorOnly { return Problem(.forbidden, detail) }
        guard let field else { return Problem(.conflict, detail) }
        return Problem(.invalid, detail, faults: [FieldFault(field, detail)])
    }
}
