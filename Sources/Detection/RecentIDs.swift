import PatternOfLife
import Vocabulary

/// The last ids of events that are neither pending nor to be looked at again: those that raised, and late
/// ones.
struct RecentIDs: Hashable, Sendable {
    static let countMaximum = 4_096

    private var order: [EventID] = []
    private var next = 0
    private var ids: Set<EventID> = []

    func contains(_ id: EventID) -> Bool { ids.contains(id) }

    mutating func insert(_ id: EventID) {
        guard ids.insert(id).inserted else { return }
        if order.count < Self.countMaximum {
            order.append(id)
            return
        }
        ids.remove(order[next])
        order[next] = id
        next = (next + 1) % Self.countMaximum
    }
}

extension RecentIDs: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(UInt64(order.count))
        for id in order[next...] + order[..<next] {
            writer.put(fixed: id.high)
            writer.put(fixed: id.low)
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for _ in 0..<(try reader.count()) {
            insert(EventID(high: try reader.fixed(), low: try reader.fixed()))
        }
    }
}
