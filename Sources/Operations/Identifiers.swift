import Synchronization
package import Vocabulary

/// The process's one source of new ids, shared by everything that runs at the same time.
package final class Identifiers: Sendable {
    private let source: Mutex<IdentifierSource>

    package init(_ source: IdentifierSource = IdentifierSource()) {
        self.source = Mutex(source)
    }

    package func next<Noun>(at time: Timestamp) -> Identifier<Noun> {
        source.withLock { $0.next(at: time) }
    }

    /// The first of a segment's consecutive ids.
    package func nextRun<Noun>(at time: Timestamp) -> Identifier<Noun> {
        source.withLock { $0.nextRun(at: time) }
    }
}
