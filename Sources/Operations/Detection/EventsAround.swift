import Investigation
import Telemetry
import Vocabulary

/// The events around a finding, read as the answers that an investigation asks for.
struct EventsAround {
    private let finding: Finding
    /// Events of the subject, in order of time.
    private let own: [Event]
    private let others: [Event]
    private let deciding: Event?
    private let networkName: String?

    init(finding: Finding, all: [Event]) {
        self.finding = finding
        own = all.filter { $0.subject == finding.subject }
        others = all.filter { $0.subject != finding.subject }
        deciding = all.first { $0.id == finding.eventIDs.last }
        networkName = deciding?.networks?.network
    }

    private func query(_ name: String) -> Citations {
        Citations(
            .query("\(name)(\(finding.subject.key), \(finding.time))"), finding.eventIDs.map { .event($0) })
    }

    /// What was known before: the subject's events up to the deciding one, those that the alert rests on left out.
    private var earlier: [Event] {
        let cited = Set(finding.eventIDs)
        return own.filter { $0.time < finding.time && !cited.contains($0.id) && !isOnNetworkOfAttack($0) }
    }

    /// Events of the same hour from the network in question belong to what is looked into, not to what is normal.
    private func isOnNetworkOfAttack(_ event: Event) -> Bool {
        networkName != nil && event.networks?.network == networkName && finding.time - event.time < .hours(1)
    }

    private func within(_ events: [Event], _ span: Duration) -> [Event] {
        events.filter { abs($0.time.microseconds - finding.time.microseconds) <= span.microseconds }
    }

    var happenings: [EvidenceSet.Happening] {
        within(own, .hours(1)).suffix(EvidenceSet.happeningsMax).map { event in
            EvidenceSet.Happening(
                event: event.id, time: event.time, operation: event.operation,
                network: event.networks?.network,
                file: event.file?.name)
        }
    }

    private var networkEvidence: EvidenceSet.Network? {
        guard let networkName else { return nil }
        let known = earlier
        let tenant = others.filter { $0.time < finding.time }
        return EvidenceSet.Network(
            name: networkName,
            subject: Share(known.count { $0.networks?.network == networkName }, of: known.count),
            tenant: Share(
                tenant.count { $0.networks?.network == networkName }
                    + known.count { $0.networks?.network == networkName },
                of: tenant.count + known.count))
    }
}

extension EventsAround {
    var network: Observed<EvidenceSet.Network>? { networkEvidence.map { Observed($0, query("network")) } }

    var othersOnNetwork: Observed<Int>? {
        guard let name = networkName else { return nil }
        let people = Set(
            within(others, .hours(1)).filter { $0.networks?.network == name }.compactMap(\.subject))
        return Observed(people.count, query("others_on_network"))
    }

    var networksIn30Days: Observed<Int>? {
        let names = Set(earlier.compactMap { $0.networks?.network })
        return Observed(names.subtracting([networkName ?? ""]).count, query("networks_in_30_days"))
    }

    var eventsOnUsualNetworks: Observed<Int>? {
        guard let name = networkName else { return nil }
        let usual = Set(earlier.compactMap { $0.networks?.network }).subtracting([name])
        let count = within(own, .hours(1)).count { $0.networks.map { usual.contains($0.network) } ?? false }
        return Observed(count, query("events_on_usual_networks"))
    }

    var logins: Observed<EvidenceSet.Logins>? {
        let day = own.filter { $0.time <= finding.time && finding.time - $0.time <= .hours(24) }
        let successes = day.filter(\.isLogon)
        let logins = EvidenceSet.Logins(
            failures: day.count(where: \.isFailedLogon), successes: successes.count,
            successesOnNetwork: successes.count { $0.networks?.network == networkName })
        return Observed(logins, query("log_ins"))
    }

    var file: Observed<EvidenceSet.File>? {
        guard let event = deciding, let file = event.file else { return nil }
        let shared = (own + others).first {
            $0.isShare && $0.file?.id == file.id && $0.file?.isSharedExternally == true
        }
        return Observed(
            EvidenceSet.File(
                id: file.id, name: file.name, type: file.type, owner: file.owner,
                isShared: file.isSharedExternally,
                sharedAt: shared?.time),
            Citations(.event(event.id)))
    }

    var fileType: Observed<Share>? {
        guard let type = deciding?.file?.type else { return nil }
        let touched = earlier.filter { $0.file != nil }
        return Observed(Share(touched.count { $0.file?.type == type }, of: touched.count), query("file_type"))
    }

    var downloads: Observed<EvidenceSet.Downloads>? {
        guard deciding?.isDownload == true else { return nil }
        let today = own.count {
            $0.isDownload && $0.time <= finding.time && finding.time - $0.time <= .hours(24)
        }
        let days = Dictionary(grouping: earlier.filter(\.isDownload), by: \.time.day).values.map(\.count)
        let median = days.isEmpty ? 0 : days.sorted()[days.count / 2]
        return Observed(EvidenceSet.Downloads(today: today, usual: median), query("downloads"))
    }

    var activeHoursOfDay: Observed<Int>? {
        let week = own.filter { $0.time <= finding.time && finding.time - $0.time <= .days(7) }
        return Observed(Set(week.map { $0.time.seconds / 3_600 % 24 }).count, query("active_hours"))
    }
}
