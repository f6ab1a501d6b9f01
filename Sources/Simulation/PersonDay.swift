import Vocabulary

/// The ordinary life of one person on one day.
struct PersonDay {
    let company: SimulatedCompany
    let person: SimulatedPerson
    let day: Int

    func activities() -> [Activity] {
        var draw = Draw(seed: company.seed, 20, day, person.index)
        let isLive = company.week.isLive(day)
        guard company.week.isWorked(day) else {
            return draw.chance(0.08) ? weekend(&draw) : []
        }
        // Nobody is away on the live day: it has to show what it is there for.
        if !isLive, draw.chance(0.05) { return [] }
        let isTravelling = !isLive && draw.chance(person.travel)
        let isHome = person.homeDays.contains(company.week.workday(day))
        let place = draw.int(0...4)
        let networks = company.networks
        func address(_ time: Timestamp) -> String {
            if isTravelling { return networks.awayAddress(person: person.index, place: place, day: day) }
            if isHome {
                return networks.homeAddress(
                    person: person.index, day: day, isAfternoon: minute(of: time) >= 780)
            }
            return networks.officeAddress(person: person.index, day: day)
        }
        var times = (0..<draw.int(person.eventsPerDay - 8...person.eventsPerDay + 8)).map { _ in
            workTime(&draw)
        }
        times.sort()
        guard let first = times.first, let last = times.last else { return [] }
        var result = login(before: first, address: address(first), &draw)
        for time in times {
            result += work(at: time, address: address(time), &draw)
        }
        if draw.chance(0.15) {
            result.append(activity(last + .seconds(draw.int(60...900)), address(last), .login(.logout)))
        }
        result += evening(&draw)
        return result
    }

    /// Somebody reads on the telephone after supper.
    private func evening(_ draw: inout Draw) -> [Activity] {
        guard draw.chance(0.25) else { return [] }
        let address = company.networks.mobileAddress(person: person.index, day: day)
        return (0..<draw.int(1...3)).map { _ in
            activity(time(minute: draw.int(1_140...1_320), &draw), address, .file("view", file(&draw)))
        }
    }

    private func weekend(_ draw: inout Draw) -> [Activity] {
        let start = draw.int(540...1_200)
        return (0..<draw.int(3...8)).map { index in
            let time = time(minute: start + index * 7, &draw)
            let address = company.networks.homeAddress(
                person: person.index, day: day, isAfternoon: minute(of: time) >= 780)
            return activity(time, address, .file(draw.chance(0.7) ? "view" : "edit", file(&draw)))
        }
    }

    private func login(before first: Timestamp, address: String, _ draw: inout Draw) -> [Activity] {
        var result: [Activity] = []
        var time = first - .seconds(draw.int(120...600))
        let failures = draw.chance(0.08) ? draw.int(1...2) : 0
        for _ in 0..<failures {
            result.append(
                activity(time, address, .login(.failure(reason: "login_failure_invalid_password"))))
            time = time + .seconds(draw.int(8...40))
        }
        result.append(activity(time, address, .login(.success)))
        return result
    }

    private func work(at time: Timestamp, address: String, _ draw: inout Draw) -> [Activity] {
        let file = file(&draw)
        switch draw.int(1...100) {
        case ...46: return [activity(time, address, .file("view", file))]
        case ...72: return [activity(time, address, .file("edit", file))]
        case ...84: return [activity(time, address, .file("download", file))]
        case ...88: return [activity(time, address, .file("preview", file))]
        case ...90: return [activity(time, address, .file("print", file))]
        case ...93: return created(at: time, address: address, &draw)
        case ...95: return [activity(time, address, .file("upload", newFile(&draw)))]
        case ...97: return [activity(time, address, .file("move", file))]
        default:
            let colleague = draw.one(of: company.people)
            // Access given inside leaves a file's visibility as it is.
            return [
                activity(
                    time, address,
                    .share(newFile(&draw), with: colleague.email, visibilityChange: "none"))
            ]
        }
    }

    private func created(at time: Timestamp, address: String, _ draw: inout Draw) -> [Activity] {
        let file = newFile(&draw)
        return [activity(time, address, .file("create", file))]
            + (1...draw.int(1...3)).map { step in
                activity(time + .seconds(step * draw.int(20...90)), address, .file("edit", file))
            }
    }

    /// Print people spend a part of their day in InDesign, nobody else any.
    private func file(_ draw: inout Draw) -> SimulatedFile {
        let catalogue = company.catalogue
        let isPrint =
            person.index == SimulatedPerson.Part.printDesigner
            || person.index == SimulatedPerson.Part.printProducer
        if isPrint, draw.chance(0.3) { return catalogue.files[draw.one(of: catalogue.printFiles)] }
        let shelf = catalogue.shelves[person.index]
        return catalogue.files[shelf[draw.favourite(of: shelf.count)]]
    }

    private func newFile(_ draw: inout Draw) -> SimulatedFile {
        let kinds = FileKind.usual(for: person.role)
        let kind = kinds[draw.favourite(of: kinds.count)]
        return SimulatedFile(
            id: Catalogue.identifier(draw: &draw),
            title: "\(draw.one(of: Names.projects)) \(draw.one(of: Names.subjects))\(kind.suffix)",
            type: kind.type, owner: person.index, role: person.role, visibility: "private", sharing: nil)
    }

    /// Two humps with a dip at noon.
    private func workTime(_ draw: inout Draw) -> Timestamp {
        let start = 480 + person.startMinutes
        let isMorning = draw.chance(0.48)
        let bell = (draw.unit() + draw.unit()) / 2
        return time(minute: isMorning ? start + Int(bell * 230) : start + 260 + Int(bell * 270), &draw)
    }

    private func time(minute: Int, _ draw: inout Draw) -> Timestamp {
        let milliseconds = Int64(day) * 86_400_000 + Int64(minute) * 60_000 + Int64(draw.int(0...59_999))
        return Timestamp(microseconds: milliseconds * 1_000)
    }

    private func minute(of time: Timestamp) -> Int { Int(time.seconds - Int64(day) * 86_400) / 60 }

    private func activity(_ time: Timestamp, _ address: String, _ what: Activity.What) -> Activity {
        Activity(time: time, person: person.index, address: address, what: what)
    }
}
