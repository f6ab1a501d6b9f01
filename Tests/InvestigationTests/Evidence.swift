import Investigation
import Vocabulary

func at(_ minutes: Int) -> Timestamp { Timestamp(seconds: 1_790_000_000) + .minutes(minutes) }

func id<Noun>(_ number: UInt64) -> Identifier<Noun> { Identifier(high: 0x0192_0000_0000_7000, low: number) }

let brochure = "Annual report print master.indd"

/// Cites the answer of a query, as the gathering does.
func answer<Value>(_ value: Value, _ query: String) -> Observed<Value> {
    Observed(value, Citations(.query(query)))
}

/// What is found about somebody on an ordinary day; each test says what is otherwise.
func ordinary(_ change: (inout EvidenceSet) -> Void = { _ in }) -> EvidenceSet {
    let finding = Finding(
        model: "saas.unusual-download-of-externally-shared-file", modelVersion: 1,
        title: "SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File",
        severity: .high,
        techniques: [
            Technique(id: "T1530", name: "Data from Cloud Storage", tactic: "collection", version: "17.1")
        ], subject: Entity(.user, "kim@acme.example"),
        entities: [Entity(.user, "kim@acme.example"), Entity(.file, "1AbC")], score: 90, confidence: 90,
        rarity: 100,
        components: [
            Finding.Component(
                name: "network_rare_for_entity", weight: 60,
                statement: "0 of 4,120 events of this user came from 2001:db8:77::/64")
        ], eventIDs: [id(900)], time: at(0), position: 31, fingerprint: "f",
        suggestedResponse: "disable_user", display: [])
    var set = EvidenceSet(alert: id(2), finding: finding)
    set.happenings = [
        EvidenceSet.Happening(
            event: id(901), time: at(-9), operation: "login_success", network: "192.0.2.0/24"),
        EvidenceSet.Happening(
            event: id(900), time: at(0), operation: "download", network: "192.0.2.0/24", file: brochure),
    ]
    set.departure = Observed(nil, Citations(.fact("departure:kim@acme.example")))
    set.network = answer(
        EvidenceSet.Network(
            name: "192.0.2.0/24", subject: Share(500, of: 600), tenant: Share(9_000, of: 20_000)), "network")
    set.othersOnNetwork = answer(12, "others_on_network")
    set.networksIn30Days = answer(2, "networks_in_30_days")
    set.eventsOnUsualNetworks = answer(4, "events_on_usual_networks")
    set.logins = answer(EvidenceSet.Logins(failures: 0, successes: 1, successesOnNetwork: 1), "logins")
    set.file = Observed(
        EvidenceSet.File(
            id: "1AbC", name: brochure, type: "indd", owner: "lee@acme.example", isShared: true,
            sharedAt: at(-14 * 24 * 60)), Citations(.event(id(900)), [.event(id(800))]))
    set.fileType = answer(Share(40, of: 500), "file_type")
    set.downloads = answer(EvidenceSet.Downloads(today: 3, usual: 3), "downloads")
    set.activeHoursOfDay = answer(10, "active_hours")
    change(&set)
    return set
}

extension EvidenceSet {
    /// From a network that neither the person nor the tenant ever used, alone.
    mutating func comesFromNowhere() {
        network = answer(
            Network(name: "2001:db8:77:1::/64", subject: Share(0, of: 4_120), tenant: Share(0, of: 20_000)),
            "network")
        othersOnNetwork = answer(0, "others_on_network")
        eventsOnUsualNetworks = answer(0, "events_on_usual_networks")
    }
}
