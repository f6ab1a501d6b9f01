import Vocabulary

extension EvidenceTest {
    static let file = EvidenceTest("file", question: "who can reach the file") { evidence in
        guard let file = evidence.file else { return nil }
        let value = file.value
        guard value.isShared else {
            return Reading(
                "The file \(value.name) was not shared outside the tenant.", file.citations,
                [.mistakenSharing: 0.05])
        }
        // Old sharing that nobody undid is how things are; sharing of this week may be the slip itself.
        let isRecent = value.sharedAt.map { evidence.finding.time - $0 < .days(7) } ?? false
        let ratios: [Hypothesis: Double] = [
            .mistakenSharing: isRecent ? 4 : 1.5, .insiderTheft: 1.5, .accountTakeover: 1.2,
        ]
        guard let sharedAt = value.sharedAt else {
            return Reading("The file \(value.name) is shared outside the tenant.", file.citations, ratios)
        }
        return Reading(
            "The file \(value.name) is shared outside the tenant since \(sharedAt).", file.citations, ratios)
    }

    static let fileType = EvidenceTest(
        "file_type", question: "whether the person usually handles such files"
    ) { evidence in
        guard let share = evidence.fileType else { return nil }
        let person = evidence.finding.subject.name
        let words: Phrase = """
            \(ours: share.value.words) earlier file events of \(person) touched a file of this type.
            """
        guard share.value.total >= eventsForHabit else { return Reading(words, share.citations, [:]) }
        switch share.value.count {
        case 0:
            return Reading(
                words, share.citations,
                [
                    .accountTakeover: 3, .insiderTheft: 3, .travellingUser: 0.4, .mistakenSharing: 0.5,
                    .benignAutomation: 0.3,
                ])
        case 1...3: return Reading(words, share.citations, [.accountTakeover: 1.5, .insiderTheft: 1.5])
        default: return Reading(words, share.citations, [.accountTakeover: 0.5, .insiderTheft: 0.8])
        }
    }

    static let volume = EvidenceTest(
        "volume", question: "how much the person downloaded against a usual day"
    ) { evidence in
        guard let downloads = evidence.downloads else { return nil }
        let (today, usual) = (downloads.value.today, downloads.value.usual)
        let person = evidence.finding.subject.name
        let words: Phrase = """
            \(person) downloaded \(today) files in 24 hours, against \(usual) on a usual day.
            """
        guard today >= 20, today >= 10 * usual else {
            return Reading(words, downloads.citations, [.accountTakeover: 0.8, .benignAutomation: 0.8])
        }
        return Reading(
            words, downloads.citations,
            [.accountTakeover: 6, .insiderTheft: 8, .benignAutomation: 3, .travellingUser: 0.3])
    }
}
