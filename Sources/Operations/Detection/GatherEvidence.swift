import Casework
import Investigation
import Response
import Telemetry
import Vocabulary

extension TenantTransaction {
    /// Asks the questions that an investigation weighs, each a bounded query over the tenant's own events.
    func evidence(for alert: Alert) async throws -> EvidenceSet {
        let finding = alert.finding
        let since = finding.time - .days(30)
        let all = try await surroundings(of: finding.subject, since: since, segmentsMaximum: 256)
        let view = EventsAround(finding: finding, all: all)
        var evidence = EvidenceSet(alert: alert.id, finding: finding)
        evidence.happenings = view.happenings
        evidence.departure = try await departure(of: finding.subject.name)
        evidence.network = view.network
        evidence.othersOnNetwork = view.othersOnNetwork
        evidence.networksIn30Days = view.networksIn30Days
        evidence.eventsOnUsualNetworks = view.eventsOnUsualNetworks
        evidence.logins = view.logins
        evidence.file = view.file
        evidence.fileType = view.fileType
        evidence.downloads = view.downloads
        evidence.activeHoursOfDay = view.activeHoursOfDay
        evidence.response = try await standing(of: alert)
        return evidence
    }

    private func departure(of person: String) async throws -> Observed<Timestamp?>? {
        let found = try await departure(ofPerson: person)
        return Observed(found?.leftAt, Citations(.fact("departure:\(person)")))
    }

    private func standing(of alert: Alert) async throws -> Observed<EvidenceSet.Response>? {
        guard let incident = alert.incident else { return nil }
        guard let action = try await responseActions(of: incident).last else { return nil }
        let at = action.confirmedAt ?? action.executedAt ?? action.requestedAt
        return Observed(
            EvidenceSet.Response(
                what: action.kind.sentence(action.target), state: action.state.rawValue, at: at),
            Citations(.fact("response_action:\(action.id)")))
    }
}
