import Vocabulary

extension SimulatedCompany {
    /// The downloads inside the live day that are there to be left alone, in order of time.
    package var controls: [SimulatedControl] {
        controlDownloads.map { scenario, activity in
            var docID = ""
            if case .file(_, let file) = activity.what { docID = file.id }
            return SimulatedControl(
                scenario: scenario, email: people[activity.person].email, time: activity.time, docID: docID)
        }
        .sorted { $0.time < $1.time }
    }

    var controlActivities: [Activity] {
        var result = controlDownloads.map(\.activity)
        if scenario.contains(.newHire) { result += firstDay }
        if scenario.contains(.vpnChange) { result += reconnections }
        return result
    }

    func isControl(_ activity: Activity) -> Bool {
        controlDownloads.contains {
            $0.activity.time == activity.time && $0.activity.person == activity.person
        }
    }

    /// Everybody's connection moves within three minutes.
    func egressMoves(for person: Int) -> Timestamp {
        var draw = Draw(seed: seed, 30, person)
        return week.liveMoment(0.6) + .seconds(draw.int(0...180))
    }

    private var controlDownloads: [(scenario: Scenario, activity: Activity)] {
        var result: [(scenario: Scenario, activity: Activity)] = []
        if scenario.contains(.usualNetworkDownload),
            let file = catalogue.printFiles.map({ catalogue.files[$0] }).first(where: { $0.sharing != nil })
        {
            let download = office(
                SimulatedPerson.Part.printProducer, at: week.liveMoment(0.45), .file("download", file))
            result.append((.usualNetworkDownload, download))
        }
        if scenario.contains(.newHire), let file = sharedDocument(of: SimulatedPerson.Part.newHire) {
            let download = office(
                SimulatedPerson.Part.newHire, at: week.liveMoment(0.5), .file("download", file))
            result.append((.newHire, download))
        }
        if scenario.contains(.vpnChange) {
            // Three in the first quarter of an hour, while the change is news, three later.
            for (person, share) in zip(workers, [0.61, 0.615, 0.62, 0.68, 0.76, 0.9]) {
                guard let file = sharedDocument(of: person) else { continue }
                let download = office(person, at: week.liveMoment(share), .file("download", file))
                result.append((.vpnChange, download))
            }
        }
        return result
    }

    /// The new colleague's other work.
    private var firstDay: [Activity] {
        let person = SimulatedPerson.Part.newHire
        var draw = Draw(seed: seed, 31)
        let login = office(person, at: week.liveMoment(0.04), .login(.success))
        let shelf = catalogue.shelves[person]
        return [login]
            + (1...14).map { step in
                let file = catalogue.files[shelf[draw.favourite(of: shelf.count)]]
                return office(person, at: week.liveMoment(0.04 + 0.06 * Double(step)), .file("view", file))
            }
    }

    /// Programs ask again as soon as the connection has changed: everybody shows within eight minutes.
    private var reconnections: [Activity] {
        workers.map { person in
            var draw = Draw(seed: seed, 32, person)
            let shelf = catalogue.shelves[person]
            let file = catalogue.files[shelf[draw.favourite(of: shelf.count)]]
            return office(
                person, at: egressMoves(for: person) + .seconds(draw.int(1...300)), .file("view", file))
        }
    }

    /// Everybody at work on the live day who has no part of their own.
    private var workers: [Int] { people.indices.filter { $0 > SimulatedPerson.Part.newHire } }

    /// A document of an ordinary type that is shared outside and lies within the person's reach.
    private func sharedDocument(of person: Int) -> SimulatedFile? {
        let reachable = catalogue.shelves[person].map { catalogue.files[$0] }
        return reachable.first { FileKind.common.contains($0.type) && $0.isShared(at: liveFrom) }
    }

    private func office(_ person: Int, at time: Timestamp, _ what: Activity.What) -> Activity {
        Activity(
            time: time, person: person, address: networks.officeAddress(person: person, day: time.day),
            what: what)
    }
}
