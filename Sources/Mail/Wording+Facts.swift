import Notifications
import Vocabulary

extension Wording {
    /// `2026-11-24 05:27:58 UTC`: to the second, which is what the next person searches a log for.
    static func time(_ time: Timestamp) -> String {
        let text = Timestamp(seconds: time.seconds).description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// `100 % (never seen before)`, `99.4 %`. Rounded down, so that only what was never seen says 100.
    static func rarity(_ rarity: Double) -> String {
        guard rarity < 100 else { return "100 % (never seen before)" }
        let tenths = Int((max(0, rarity) * 10).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }

    static func entity(_ entity: Entity) -> String { "\(value(entity.name)) (\(entity.kind.rawValue))" }

    static func technique(_ technique: Technique) -> String {
        "\(technique.id) \(technique.name), \(technique.tactic), ATT&CK \(technique.version)"
    }

    static func severity(_ severity: Severity) -> String {
        let word = severity.rawValue
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    static func verdict(_ verdict: Verdict) -> String {
        switch verdict {
        case .truePositive: "True positive: it was what it looked like"
        case .benignPositive: "Benign positive: it happened, and is harmless"
        case .falsePositive: "False positive: it was not what it looked like"
        case .undetermined: "Undetermined: the evidence does not settle it"
        }
    }

    static func reason(_ reason: VerdictReason) -> String {
        reason.rawValue.split(separator: "_").joined(separator: " ")
    }

    static func duration(_ duration: Duration) -> String {
        let minutes = max(0, Int(duration.components.seconds / 60))
        let (days, hours) = (minutes / 1_440, minutes / 60 % 24)
        if days > 0 { return "\(days) d \(hours) h" }
        return hours > 0 ? "\(hours) h \(minutes % 60) min" : "\(minutes) min"
    }
}
