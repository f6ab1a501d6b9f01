package import Telemetry
package import Vocabulary

/// What a model must say, or not say, of something that happens in a tenant with a history.
package struct ModelTest: Hashable, Sendable {
    package enum Expectation: String, CaseIterable, Sendable {
        case alert, none
    }

    package var name: String
    /// `nil` is a cold start: nothing was ever learnt.
    package var history: OfficeHistory?
    /// What is learnt beside the history.
    package var past: [ModelTestEvent]
    /// Who left, and when.
    package var departed: [String: Timestamp]
    package var events: [ModelTestEvent]
    package var expect: Expectation
    /// Components that must have counted in what was decided; their order says nothing.
    package var because: [String]
    /// Components that must not have counted.
    package var without: [String]

    package enum Kind: Sendable {
        case positive, nearMiss, coldStart
    }

    package var kind: Kind {
        if history == nil { return .coldStart }
        return expect == .alert ? .positive : .nearMiss
    }
}

/// One event of a test, or the same of several people shortly after one another.
package struct ModelTestEvent: Hashable, Sendable {
    package var at: Timestamp
    /// Of the first; with `people` greater than one, that many of the history's people in turn.
    package var person: String
    package var people: Int
    package var everySeconds: Int
    package var source: Source
    package var `class`: Event.Class
    package var activityID: Int
    package var application: String
    package var operation: String
    package var status: Event.Status
    /// Of the first person; the others follow it one by one.
    package var address: Address?
    package var file: Event.File?

    /// The events that it stands for, with ids from `ids`.
    package func events(ids: inout IdentifierSource) -> [Event] {
        (0..<people).map { index in
            let time = at + .seconds(index * everySeconds)
            return Event(
                id: ids.next(at: time), source: source, class: `class`, activityID: activityID,
                operation: operation, application: application, time: time, status: status,
                severity: .informational,
                actor: .init(name: people > 1 ? OfficeHistory.person(index) : person, nativeID: nil),
                sourceAddress: address.map {
                    Address(high: $0.high, low: $0.low &+ UInt64(index), isIPv4: $0.isIPv4)
                },
                file: file, targets: [], finding: nil, nativeID: nil)
        }
    }
}
