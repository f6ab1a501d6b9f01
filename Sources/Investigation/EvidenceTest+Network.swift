import Vocabulary

extension EvidenceTest {
    /// Fewer earlier events say nothing about what is new to a person.
    static let eventsForHabit = 50

    static let network = EvidenceTest(
        "network", question: "whether the network is new to the person and to the tenant", isEssential: true
    ) { evidence in
        guard let network = evidence.network else { return nil }
        let person = evidence.finding.subject.name
        let (subject, tenant) = (network.value.subject, network.value.tenant)
        let words: Phrase = """
            \(ours: subject.words) earlier events of \(person) and \(ours: tenant.words) of the tenant came from \
            \(network.value.name).
            """
        if subject.total < eventsForHabit, subject.count == 0 {
            return Reading(
                words, network.citations,
                tenant.count > 0
                    ? [.accountTakeover: 0.3, .insiderTheft: 0.3, .travellingUser: 0.1]
                    : [.accountTakeover: 4, .insiderTheft: 2, .travellingUser: 4])
        }
        guard subject.count == 0 else {
            return Reading(
                words, network.citations, [.accountTakeover: 0.1, .insiderTheft: 0.7, .travellingUser: 0.02])
        }
        return Reading(
            words, network.citations,
            tenant.count == 0
                ? [
                    .accountTakeover: 40, .insiderTheft: 9, .travellingUser: 22, .mistakenSharing: 0.5,
                    .benignAutomation: 0.5,
                ]
                : [
                    .accountTakeover: 4, .insiderTheft: 4, .travellingUser: 5, .mistakenSharing: 0.7,
                    .benignAutomation: 0.7,
                ])
    }

    /// One intruder comes alone; a changed VPN brings the whole office.
    static let othersOnNetwork = EvidenceTest(
        "others_on_network", question: "whether others of the tenant are on the network"
    ) { evidence in
        guard let others = evidence.othersOnNetwork else { return nil }
        switch others.value {
        case 3...:
            return Reading(
                "\(others.value) others of the tenant used the network within an hour.", others.citations,
                [
                    .accountTakeover: 0.05, .insiderTheft: 0.2, .travellingUser: 0.3,
                ])
        case 1...2:
            return Reading(
                "\(others.value) others of the tenant used the network within an hour.", others.citations,
                [.accountTakeover: 0.5, .insiderTheft: 0.6])
        default:
            return Reading(
                "Nobody else of the tenant used the network within an hour.", others.citations, [:])
        }
    }

    /// Guessing shows as failures; a session or a password that was stolen does not, so silence clears little.
    static let failures = EvidenceTest(
        "login_failures", question: "whether log-ins failed before"
    ) { evidence in
        guard let logins = evidence.logins else { return nil }
        let (failures, successes) = (logins.value.failures, logins.value.successesOnNetwork)
        let words: Phrase = """
            In the 24 hours before, \(failures) log-ins failed and \(logins.value.successes) succeeded, \
            \(successes) of them from the network.
            """
        switch failures {
        case 5...: return Reading(words, logins.citations, [.accountTakeover: successes > 0 ? 10 : 4])
        case 3...4: return Reading(words, logins.citations, [.accountTakeover: successes > 0 ? 4 : 2])
        case 1...2: return Reading(words, logins.citations, [:])
        default: return Reading(words, logins.citations, [.accountTakeover: 0.6])
        }
    }
}
