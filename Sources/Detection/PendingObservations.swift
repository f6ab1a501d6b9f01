import PatternOfLife
import Vocabulary

/// What has come and is not learnt yet: a heap by (event time, event id), bounded.
struct PendingObservations: Hashable, Sendable {
    /// Past this many the earliest are learnt before the watermark passes them.
    static let countMaximum = 50_000

    private var heap: [Observation] = []
    private var ids: Set<EventID> = []

    var count: Int { heap.count }
    var isOverfull: Bool { heap.count > Self.countMaximum }
    var earliest: Observation? { heap.first }

    func contains(_ id: EventID) -> Bool { ids.contains(id) }

    mutating func insert(_ observation: Observation) {
        guard ids.insert(observation.id).inserted else { return }
        heap.append(observation)
        var child = heap.count - 1
        while child > 0, heap[child] < heap[(child - 1) / 2] {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeEarliest() -> Observation? {
        guard let last = heap.popLast() else { return nil }
        guard let earliest = heap.first else {
            ids.remove(last.id)
            return last
        }
        heap[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
            guard heap[child] < heap[parent] else { break }
            heap.swapAt(child, parent)
            parent = child
        }
        ids.remove(earliest.id)
        return earliest
    }
}

extension PendingObservations: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(heap.sorted())
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for observation in try reader.values(of: Observation.self) { insert(observation) }
    }
}
