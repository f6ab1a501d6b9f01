package import Vocabulary

/// One native record of a simulated company, as a sensor would read it from Google.
package struct SimulatedRecord: Hashable, Sendable {
    package enum Phase: Hashable, Sendable {
        /// All but the last 24 hours: back-fill.
        case history
        case liveDay
        case story(Step)
    }

    package enum Step: String, CaseIterable, Sendable {
        case login, download
    }

    package let time: Timestamp
    /// One JSON object without a line ending.
    package let jsonLine: String
    package let phase: Phase
}
