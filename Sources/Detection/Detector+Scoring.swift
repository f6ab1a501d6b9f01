import PatternOfLife
import Telemetry
import Vocabulary

extension Detector {
    /// Scores one live event, then puts it where it waits to be learnt.
    mutating func consider(_ event: Event, receivedAt: Int64) -> [Finding] {
        if recent.contains(event.id) || pending.contains(event.id) { return [] }
        if let finding = Finding(foreign: event, position: decidingPosition) {
            recent.insert(event.id)
            return [finding]
        }
        let observation = Observation(event)
        watermark.advance(observation.time, receivedAt: receivedAt)
        learnClosed()
        let asOf = Timestamp(microseconds: watermark.asOf(observation.time, receivedAt: receivedAt)).seconds
        note(event, observation, asOf: asOf)

        var findings: [Finding] = []
        var wasMatched = false
        // What the models see is judged first and acted on afterwards, while the state stands still.
        for (evaluation, finding) in judge(event, observation, asOf: asOf) {
            wasMatched = true
            guard let network = observation.category(of: .network) else {
                findings.append(decide(finding))
                continue
            }
            let key = Suspects.Key(entity: observation.entity, network: network)
            if let hold = evaluation.model.hold, isNewToTenant(network, asOf: asOf),
                !isReleased(key, at: observation.time, by: hold.releasedBy)
            {
                held.append(
                    HeldCandidate(
                        deadline: receivedAt + Int64(hold.seconds) * 1_000_000, releasedBy: hold.releasedBy,
                        suspect: key, finding: finding, observations: [observation]))
            } else {
                findings += raise(finding, on: key, at: observation.time)
            }
        }
        if held.count > HeldCandidate.countMaximum { findings += decideOldestHeld() }
        if wasMatched {
            recent.insert(event.id)
        } else {
            enqueue(observation, event)
        }
        return findings
    }

    /// Raises a finding, and with it whatever was held on the same entity and network for less.
    mutating func raise(_ finding: Finding, on key: Suspects.Key, at time: Int64) -> [Finding] {
        var findings = [decide(finding)]
        suspects.mark(key, at: time, severity: finding.severity)
        let released = held.filter { $0.suspect == key && $0.releasedBy <= finding.severity }
        held.removeAll { $0.suspect == key && $0.releasedBy <= finding.severity }
        for candidate in released {
            suspects.mark(key, at: candidate.finding.time.microseconds, severity: candidate.finding.severity)
            findings.append(decide(candidate.finding))
        }
        return findings
    }

    /// Gives the finding its position and the fingerprint that its repeats share.
    mutating func decide(_ finding: Finding, components: [Finding.Component]? = nil, score: Int? = nil)
        -> Finding
    {
        let seconds = models.first { $0.id == finding.model }?.throttleSeconds ?? 3_600
        let start = throttles.window(
            of: finding.model, on: finding.subject.key, at: finding.time.microseconds, seconds: seconds)
        let length = Int64(seconds) * 1_000_000
        let bucket = Timestamp(microseconds: start - (start % length + length) % length)
        return finding.decided(
            components: components ?? finding.components, score: score ?? finding.score,
            position: decidingPosition,
            fingerprint: "\(finding.model):\(finding.subject.key):\(bucket)")
    }

    private mutating func judge(
        _ event: Event, _ observation: Observation, asOf: Int64
    ) -> [(Evaluation, Finding)] {
        guard !observation.entity.isEmpty, models.contains(where: { $0.watch.matches(event) }) else {
            return []
        }
        let scene = Scene(
            event: event, observation: observation, asOf: asOf, pattern: pattern, departures: departures,
            newcomers: newcomers)
        var matches: [(Evaluation, Finding)] = []
        for model in models where model.watch.matches(event) {
            let evaluation = Evaluation(model, in: scene)
            trace?.append(evaluation)
            if evaluation.isMatch { matches.append((evaluation, Finding(evaluation, in: scene))) }
        }
        return matches
    }

    /// Remembers who comes from a network that is new to the tenant, and lets go of what that explains.
    private mutating func note(_ event: Event, _ observation: Observation, asOf: Int64) {
        guard event.status != .failure, !observation.entity.isEmpty,
            let network = observation.category(of: .network), isNewToTenant(network, asOf: asOf)
        else { return }
        newcomers.note(observation.entity, from: network, at: observation.time)
        guard held.contains(where: { $0.suspect.network == network }) else { return }
        settle { $0.suspect.network == network }
    }

    private func isNewToTenant(_ network: Category, asOf: Int64) -> Bool {
        pattern.tenant.network.sighting(of: network, asOf: asOf) == .never
    }

    private func isReleased(_ key: Suspects.Key, at time: Int64, by severity: Severity) -> Bool {
        suspects.severity(of: key, at: time).map { $0 >= severity } ?? false
    }
}
