import PatternOfLife
import Telemetry
import Vocabulary

extension Detector {
    /// Takes an event of a back-fill: it is learnt and raises nothing.
    mutating func teach(_ event: Event, receivedAt: Int64) {
        guard event.finding == nil, !recent.contains(event.id) else { return }
        let observation = Observation(event)
        watermark.advance(observation.time, receivedAt: receivedAt)
        backfillThrough = max(backfillThrough ?? .min, observation.time)
        enqueue(observation, event)
        learnClosed()
    }

    /// What was back-filled has to be known before the first live event is scored.
    mutating func finishBackfill() {
        guard let through = backfillThrough else { return }
        backfillThrough = nil
        while let next = pending.earliest, next.time <= through, let taken = pending.removeEarliest() {
            learn(taken)
        }
    }

    /// Puts an observation where it waits for the watermark; one that the watermark has passed is learnt at
    /// once.
    ///
    /// What failed teaches nothing: an attacker's failures would make the attacker's network known.
    mutating func enqueue(_ observation: Observation, _ event: Event) {
        guard event.status != .failure else { return }
        pending.insert(observation)
        guard observation.time <= watermark.closed || pending.isOverfull else { return }
        if observation.time <= watermark.closed { recent.insert(observation.id) }
        learnClosed()
    }

    /// Puts back what waited for a decision that came to nothing.
    mutating func requeue(_ observation: Observation) {
        if observation.time <= watermark.closed { learn(observation) } else { pending.insert(observation) }
    }

    /// Advances the state to the watermark.
    mutating func learnClosed() {
        while let next = pending.earliest, next.time <= watermark.closed || pending.isOverfull,
            let taken = pending.removeEarliest()
        {
            learn(taken)
        }
    }

    /// Learns one observation, unless its author had left, or a finding speaks of the author on that network,
    /// or that is still to be decided.
    mutating func learn(_ observation: Observation) {
        if departures.departure(of: observation.entity, before: observation.time) != nil { return }
        if let network = observation.category(of: .network) {
            let key = Suspects.Key(entity: observation.entity, network: network)
            if suspects.severity(of: key, at: observation.time) != nil { return }
            if let index = held.firstIndex(where: { $0.suspect == key }) {
                if held[index].observations.count < HeldCandidate.observationsMaximum {
                    held[index].observations.append(observation)
                }
                return
            }
        }
        pattern.learn(observation)
    }
}
