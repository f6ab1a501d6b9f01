package import Vocabulary

/// What detection saw, as far as a reader needs it: who, when, how rare, and why it was reported.
package struct Observation: Hashable, Codable, Sendable {
    package let title: String
    package let severity: Severity
    /// Who or what behaved so.
    package let subject: Entity
    /// Time of the deciding event, at its source.
    package let time: Timestamp
    /// 0 to 100.
    package let confidence: Int
    /// 0 to 100; exactly 100 = never seen before.
    package let rarity: Double
    package let techniques: [Technique]
    /// Why: one checkable statement for each term of the score.
    package let components: [Finding.Component]
    /// What to see first, in order: network, file, client.
    package let display: [Finding.DisplayField]

    package init(
        title: String, severity: Severity, subject: Entity, time: Timestamp, confidence: Int, rarity: Double,
        techniques: [Technique], components: [Finding.Component], display: [Finding.DisplayField]
    ) {
        self.title = title
        self.severity = severity
        self.subject = subject
        self.time = time
        self.confidence = confidence
        self.rarity = rarity
        self.techniques = techniques
        self.components = components
        self.display = display
    }

    package init(_ finding: Finding) {
        self.init(
            title: finding.title, severity: finding.severity, subject: finding.subject, time: finding.time,
            confidence: finding.confidence, rarity: finding.rarity, techniques: finding.techniques,
            components: finding.components, display: finding.display)
    }
}
