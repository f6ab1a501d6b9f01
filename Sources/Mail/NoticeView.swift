import Notifications
import Vocabulary

/// What a template sees: names to values, every value already in words.
typealias NoticeView = [String: Any]

extension Notice {
    var view: NoticeView {
        switch self {
        case .alertRaised(let facts): facts.view
        case .incidentOpened(let facts): facts.view
        case .caseOpened(let facts): facts.view
        case .caseClosed(let facts): facts.view
        case .responseProposed(let facts): facts.view
        case .responseTaken(let facts): facts.view
        case .supportRequestReceived(let facts): facts.view
        case .supportRequestAnswered(let facts): facts.view
        case .supportRequestResolved(let facts): facts.view
        case .breakGlassUsed(let facts): facts.view
        case .accessRequested(let facts): facts.view
        }
    }

    /// How urgent its reading is; `nil` where that is not for Watchfloor to say.
    var severity: Severity? {
        switch self {
        case .alertRaised(let facts): facts.observation.severity
        case .incidentOpened(let facts): facts.observation.severity
        case .caseOpened(let facts): facts.severity
        case .responseProposed(let facts): facts.severity
        case .responseTaken(let facts): facts.severity
        // Whoever did not expect it has something to do.
        case .breakGlassUsed: .high
        case .caseClosed, .supportRequestReceived, .supportRequestAnswered, .supportRequestResolved,
            .accessRequested:
            nil
        }
    }
}

/// The rows of a table of facts, in order; a fact that there is not has no row.
func rows(_ facts: [(label: String, value: String?)]) -> [NoticeView] {
    let present = facts.compactMap { fact in fact.value.map { (label: fact.label, value: $0) } }
    let width = present.map(\.label.count).max() ?? 0
    return present.map { fact in
        let padding = String(repeating: " ", count: width - fact.label.count)
        return ["label": fact.label, "padding": padding, "value": fact.value]
    }
}

/// Prose in the two forms that templates want: lines for text, lines in paragraphs for HTML.
func prose(_ text: String) -> [NoticeView] {
    Wording.paragraphs(text).map { ["lines": $0] }
}
