import PatternOfLife

/// How many people moved to a new network at about the same time.
struct Adoption: Hashable, Sendable {
    let network: Category
    let people: Int
    let everyone: Int
    let withinSeconds: Int

    /// People who have left do not count: they do not make a network the tenant's own.
    init(
        of network: Category, around time: Int64, withinSeconds: Int, newcomers: Newcomers,
        departures: Departures, everyone: Int
    ) {
        self.network = network
        self.withinSeconds = withinSeconds
        self.everyone = everyone
        people =
            newcomers.people(on: network, around: time, within: Int64(withinSeconds) * 1_000_000)
            .count { departures.departure(of: $0, before: time) == nil }
    }

    /// So many people, or two at least and so many percent of all.
    func suffices(people needed: Int, percent: Int) -> Bool {
        people >= needed || (people >= 2 && people * 100 >= percent * everyone)
    }

    var statement: String {
        let network = Feature.network.text(of: network)
        return
            "\(grouped(people)) of \(grouped(everyone)) people came from \(network), new to the tenant, within "
            + "\(withinSeconds / 60) min of this"
    }
}
