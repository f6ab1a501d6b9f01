import Vocabulary

// The ratios are judgements, stated once each so that they can be argued about one at a time. They come from
// what the answer would be under each explanation, never from a data set.
extension EvidenceTest {
    /// Work by somebody who has left means that the tenant told wrongly, one time in some hundreds; access kept by
    /// oversight, a dormant account taken over, or a program left running do not.
    static let departure = EvidenceTest(
        "departure", question: "whether the person still works for the tenant", isEssential: true
    ) { evidence in
        guard let departure = evidence.departure else { return nil }
        let person = evidence.finding.subject.name
        guard let leftAt = departure.value, leftAt <= evidence.finding.time else {
            return Reading(
                "\(person) has not left as far as the tenant has told.", departure.citations,
                [.insiderTheft: 0.1])
        }
        let days = Int((evidence.finding.time - leftAt).components.seconds / 86_400)
        return Reading(
            "\(person) left at \(leftAt), \(ours: days == 1 ? "1 day" : "\(days) days") before.",
            departure.citations, [.insiderTheft: 400, .accountTakeover: 100, .benignAutomation: 20])
    }

    /// Who travels every week is not surprising when they travel.
    static let mobility = EvidenceTest(
        "mobility", question: "how many networks the person uses in a month"
    ) { evidence in
        guard let networks = evidence.networksIn30Days else { return nil }
        let person = evidence.finding.subject.name
        let count = networks.value
        switch count {
        case 6...:
            return Reading(
                "\(person) worked from \(count) other networks in 30 days: they move about.",
                networks.citations, [.travellingUser: 5, .accountTakeover: 0.5])
        case 3...5:
            return Reading(
                "\(person) worked from \(count) other networks in 30 days.", networks.citations, [:])
        default:
            return Reading(
                "\(person) worked from \(count) other networks in 30 days: they hardly move.",
                networks.citations, [.travellingUser: 0.5])
        }
    }

    /// A person is in one place.
    static let elsewhere = EvidenceTest(
        "elsewhere", question: "whether the person worked elsewhere at the same time"
    ) { evidence in
        guard let events = evidence.eventsOnUsualNetworks else { return nil }
        let person = evidence.finding.subject.name
        guard events.value > 0 else {
            return Reading(
                "\(person) was not active on a usual network within an hour.", events.citations,
                [.travellingUser: 1.5, .accountTakeover: 0.8])
        }
        // On a usual network that says nothing; beside a new one it says that there are two of them.
        guard let network = evidence.network?.value, network.subject.count == 0 else {
            return Reading(
                "\(person) had \(events.value) events on usual networks within an hour.", events.citations,
                [.accountTakeover: 0.7])
        }
        return Reading(
            "\(person) had \(events.value) events on usual networks within an hour, in two places at once.",
            events.citations, [.accountTakeover: 12, .travellingUser: 0.05, .insiderTheft: 0.3])
    }

    static let hours = EvidenceTest(
        "hours", question: "in which hours of the day the account is active"
    ) { evidence in
        guard let hours = evidence.activeHoursOfDay else { return nil }
        let person = evidence.finding.subject.name
        guard hours.value >= 20 else {
            return Reading(
                "\(person) was active in \(hours.value) of 24 hours of the day, as a person is.",
                hours.citations, [.benignAutomation: 0.1])
        }
        return Reading(
            "\(person) was active in \(hours.value) of 24 hours of the day, as a program is.",
            hours.citations, [.benignAutomation: 20, .insiderTheft: 0.5])
    }
}
