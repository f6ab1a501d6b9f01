import FoundationEssentials

/// The sensor's words, for a person or for a program.
package enum UplinkReport {
    /// One line of progress.
    ///
    /// - Returns: several lines where several records were rejected; `nil` where there is nothing to say.
    package static func text(_ progress: UplinkProgress) -> String? {
        switch progress {
        case .acknowledged(_, let totals):
            "\(totals.events) events in \(totals.batches) batches, \(totals.rejected) rejected"
        case .rejected(let lines):
            lines.map { "line \($0.line) rejected: \($0.reason)" }.joined(separator: "\n")
        case .waiting(let duration, let reason):
            "\(reason); next try in \(duration.components.seconds * 1_000 + milliseconds(duration)) ms"
        }
    }

    /// The end of a run, for a person.
    package static func text(_ totals: UplinkTotals) -> String {
        """
        \(totals.events) events: \(totals.accepted) accepted, \(totals.duplicate) duplicate, \
        \(totals.rejected) rejected; \(totals.batches) batches, \(totals.bytes) bytes \
        (\(totals.bytesSent) sent), \(totals.retries) retries; settled through line \(totals.settledLines)
        """
    }

    /// The end of a run as one JSON object, keys sorted.
    package static func json(_ totals: UplinkTotals) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Integers alone: there is nothing in it that cannot be written.
        return (try? encoder.encode(totals)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        duration.components.attoseconds / 1_000_000_000_000_000
    }
}
