package import Vocabulary

/// Why a request to be let in is not decided so.
package enum GrantRequestError: Error, Hashable, Sendable {
    case decidedAlready
    case lapsed
    case ownRequest

    package var problem: Problem {
        switch self {
        case .decidedAlready: Problem(.conflict, "The request is decided already.")
        case .lapsed: Problem(.conflict, "Nobody decided in time; the request must be made again.")
        case .ownRequest: Problem(.forbidden, "Somebody else must approve what you ask for.")
        }
    }
}
