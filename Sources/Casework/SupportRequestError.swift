package import Vocabulary

/// Why a support request refuses.
package enum SupportRequestError: Error, Hashable, Sendable {
    case alreadyClosed
    case alreadyResolved
    case notResolved
    case subjectMissing
    case subjectTooLong
    case writing(WritingError)

    package var detail: String {
        switch self {
        case .alreadyClosed: "The request is closed; open a new one."
        case .alreadyResolved: "The request is resolved already."
        case .notResolved: "Only the customer closes a request that is not resolved."
        case .subjectMissing: "A request needs a subject."
        case .subjectTooLong: "A subject has at most \(SupportRequest.subjectCharactersMax) characters."
        case .writing(let error): error.detail
        }
    }

    package var problem: Problem {
        switch self {
        case .subjectMissing, .subjectTooLong:
            Problem(.invalid, detail, faults: [FieldFault("/subject", detail)])
        case .writing(let error): error.problem
        default: Problem(.conflict, detail)
        }
    }
}
