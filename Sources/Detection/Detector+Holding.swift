import PatternOfLife
import Vocabulary

extension Detector {
    /// Decides what has waited long enough.
    mutating func decideHeld(at receivedAt: Int64) -> [Finding] {
        var findings: [Finding] = []
        while let index = held.firstIndex(where: { $0.deadline <= receivedAt }) {
            findings += decide(heldAt: index)
        }
        return findings
    }

    mutating func decideOldestHeld() -> [Finding] {
        held.isEmpty ? [] : decide(heldAt: 0)
    }

    /// Lets go of those that what is known by now speaks against; their events are learnt.
    mutating func settle(_ isConcerned: (HeldCandidate) -> Bool) {
        for index in held.indices.reversed() where isConcerned(held[index]) {
            guard !reconsidered(held[index]).isMatch else { continue }
            let candidate = held.remove(at: index)
            for observation in candidate.observations { requeue(observation) }
        }
    }

    private mutating func decide(heldAt index: Int) -> [Finding] {
        let candidate = held.remove(at: index)
        let now = reconsidered(candidate)
        guard now.isMatch else {
            for observation in candidate.observations { requeue(observation) }
            return []
        }
        let time = candidate.finding.time.microseconds
        suspects.mark(candidate.suspect, at: time, severity: candidate.finding.severity)
        return [decide(candidate.finding, components: now.components, score: now.score)]
    }

    /// The candidate's components with those judged again that other people's events can change.
    private func reconsidered(
        _ candidate: HeldCandidate
    ) -> (isMatch: Bool, components: [Finding.Component], score: Int) {
        let finding = candidate.finding
        guard
            let model = models.first(where: { $0.id == finding.model && $0.version == finding.modelVersion })
        else { return (true, finding.components, finding.score) }
        var components: [Finding.Component] = []
        for component in model.components {
            if component.conditions.contains(where: \.canChangeLater) {
                guard let statement = laterStatement(component.conditions, candidate) else { continue }
                components.append(
                    Finding.Component(name: component.name, weight: component.weight, statement: statement))
            } else if let counted = finding.components.first(where: { $0.name == component.name }) {
                components.append(counted)
            }
        }
        let score = components.reduce(0) { $0 + $1.weight }
        let isDefeated = model.defeats.contains { defeat in
            defeat.conditions.contains(where: \.canChangeLater)
                && laterStatement(defeat.conditions, candidate) != nil
        }
        return (score >= model.target && !isDefeated, components, score)
    }

    /// What was measured by conditions that can change later, which loading keeps apart from others; `nil`
    /// when one does not hold.
    private func laterStatement(_ conditions: [Condition], _ candidate: HeldCandidate) -> String? {
        var statements: [String] = []
        for condition in conditions {
            guard let statement = laterStatement(condition, candidate, isNegated: false) else { return nil }
            statements.append(statement)
        }
        return statements.joined(separator: "; ")
    }

    private func laterStatement(
        _ condition: Condition, _ candidate: HeldCandidate, isNegated: Bool
    ) -> String? {
        switch condition {
        case .adopted(let people, let percent, let withinSeconds):
            let adoption = Adoption(
                of: candidate.suspect.network, around: candidate.finding.time.microseconds,
                withinSeconds: withinSeconds, newcomers: newcomers, departures: departures,
                everyone: pattern.entities.count)
            return adoption.suffices(people: people, percent: percent) != isNegated ? adoption.statement : nil
        case .not(let inner):
            return laterStatement(inner, candidate, isNegated: !isNegated)
        case .rarity, .surprise, .departed, .learning:
            return nil
        }
    }
}
