/// How often each value of one kind occurred, fading, in bounded room.
///
/// Up to `capacity` values are retained exactly, with their first and last time. Further ones go to a
/// `SeenFilter`; one of these that comes again takes the place of the lightest retained value once it
/// outweighs it.
package struct CategoryCounts: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let category: Category
        package var record: Sighting.Record
    }

    /// How long an occurrence counts as recorded: half a year.
    package static let retentionSeconds: Int64 = 180 * 86_400

    package let capacity: Int
    package let filterCapacity: Int
    /// Ascending by category.
    package internal(set) var entries: [Entry] = []
    /// Of everything recorded.
    package internal(set) var mass: UInt64 = 0
    /// Of what is not retained by itself.
    package internal(set) var otherMass: UInt64 = 0
    /// Occurrences recorded since the beginning, not fading.
    package internal(set) var observations: UInt64 = 0
    package internal(set) var filter: SeenFilter?
    package internal(set) var epoch: Int64 = 0
    /// Of the first occurrence, in seconds since 1970; 0 before any.
    package internal(set) var first: UInt32 = 0

    package init(capacity: Int = 64, filterCapacity: Int = 500) {
        self.capacity = capacity
        self.filterCapacity = filterCapacity
    }

    /// Different values met and remembered.
    package var distinct: Int { entries.count + (filter?.valueCount ?? 0) }

    /// Counts one occurrence at `seconds` since 1970.
    package mutating func record(_ category: Category, at seconds: Int64) {
        let time = UInt32(clamping: seconds)
        if observations == 0 {
            epoch = Decay.epoch(of: seconds)
            first = time
        }
        advance(to: seconds)
        first = min(first, time)
        observations += 1
        let weight = Decay.weight(at: seconds, in: epoch)
        mass = Decay.adding(mass, weight)

        let place = place(of: category)
        if place < entries.count, entries[place].category == category {
            entries[place].record.mass = Decay.adding(entries[place].record.mass, weight)
            entries[place].record.occurrences &+= 1
            entries[place].record.first = min(entries[place].record.first, time)
            entries[place].record.last = max(entries[place].record.last, time)
        } else if entries.count < capacity, filter == nil || filter?.contains(category) == false {
            let record = Sighting.Record(mass: weight, occurrences: 1, first: time, last: time)
            entries.insert(Entry(category: category, record: record), at: place)
        } else {
            recordAmongOthers(category, weight: weight, time: time)
        }
    }

    /// What is recorded of `category`, as of so many seconds since 1970: a retained value whose first
    /// occurrence is later was *never* seen then.
    package func sighting(of category: Category, asOf seconds: Int64 = .max) -> Sighting {
        let place = place(of: category)
        if place < entries.count, entries[place].category == category {
            let record = entries[place].record
            if Int64(record.first) > seconds { return .never }
            let expiry = Int64(record.last) + Self.retentionSeconds
            return seconds != .max && expiry < seconds ? .never : .seen(record)
        }
        guard let filter else { return .never }
        if filter.contains(category) { return .seenAmongOthers(mass: meanOtherMass) }
        return filter.isFull ? .unknown : .never
    }

    /// Mean mass of the values that are not retained by themselves.
    package var meanOtherMass: UInt64 {
        guard let filter, filter.valueCount > 0 else { return 0 }
        return max(1, otherMass / UInt64(filter.valueCount))
    }

    /// Where `category` is in `entries`, or would be.
    package func place(of category: Category) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].category < category { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Moves on to the epoch of `seconds`: fades the masses and lets go of what is past retention.
    package mutating func advance(to seconds: Int64) {
        let next = Decay.epoch(of: seconds)
        guard next > epoch else { return }
        let epochs = next - epoch
        epoch = next
        let oldest = seconds - Self.retentionSeconds
        entries.removeAll { Int64($0.record.last) < oldest }
        otherMass = Decay.scaled(otherMass, epochs: epochs)
        mass = otherMass
        for index in entries.indices {
            entries[index].record.mass = Decay.scaled(entries[index].record.mass, epochs: epochs)
            mass = Decay.adding(mass, entries[index].record.mass)
        }
        filter?.advance(to: seconds, retention: Self.retentionSeconds)
    }

    private mutating func recordAmongOthers(_ category: Category, weight: UInt64, time: UInt32) {
        var filter = filter ?? SeenFilter(capacity: filterCapacity, since: Int64(time))
        defer { self.filter = filter }
        guard filter.contains(category) else {
            _ = filter.insert(category)
            otherMass = Decay.adding(otherMass, weight)
            return
        }
        // The lightest retained value gives way when it has faded below a single occurrence of today.
        guard
            let lightest = entries.indices.min(by: { entries[$0].record.mass < entries[$1].record.mass }),
            entries.count < capacity || entries[lightest].record.mass < weight
        else {
            otherMass = Decay.adding(otherMass, weight)
            return
        }
        if entries.count == capacity {
            let given = entries.remove(at: lightest)
            guard filter.insert(given.category) else {
                // No room to remember it in: it stays, and the newcomer waits.
                entries.insert(given, at: lightest)
                otherMass = Decay.adding(otherMass, weight)
                return
            }
            otherMass = Decay.adding(otherMass, given.record.mass)
        }
        // It was seen before, at a time that is no longer known; the first that there is stands in for it.
        let record = Sighting.Record(mass: weight, occurrences: 2, first: first, last: time)
        entries.insert(Entry(category: category, record: record), at: place(of: category))
    }
}
