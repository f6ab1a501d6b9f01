package import Vocabulary

/// Why an alert refuses.
package enum AlertError: Error, Hashable, Sendable {
    case alreadyClosed
    case merged
    case suppressed
    case inAnotherIncident
    case reasonDoesNotFit(Verdict, VerdictReason)

    package var detail: String {
        switch self {
        case .alreadyClosed: "The alert is closed; its verdict stands."
        case .merged: "The alert was merged into another; act on that one."
        case .suppressed: "The alert is silenced by an exception; only a verdict can be given."
        case .inAnotherIncident: "The alert belongs to another incident; merge the incidents instead."
        case .reasonDoesNotFit(let verdict, let reason): verdict.refusal(of: reason)
        }
    }

    package var problem: Problem {
        switch self {
        case .reasonDoesNotFit: Problem(.invalid, detail, faults: [FieldFault("/reason", detail)])
        default: Problem(.conflict, detail)
        }
    }
}
