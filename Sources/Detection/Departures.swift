import PatternOfLife
import Vocabulary

/// Who has left the tenant, and when.
struct Departures: Hashable, Sendable {
    /// Past this many, whoever left longest ago is forgotten.
    static let countMaximum = 20_000

    private var leftAt: [String: Int64] = [:]

    mutating func set(_ person: String, leftAt time: Timestamp?) {
        leftAt[Observation.bounded(person.lowercased())] = time?.microseconds
        guard leftAt.count > Self.countMaximum else { return }
        let oldest = leftAt.min { $0.value == $1.value ? $0.key < $1.key : $0.value < $1.value }
        if let oldest { leftAt[oldest.key] = nil }
    }

    /// When the person left, if that was before `time` (microseconds).
    func departure(of person: String, before time: Int64) -> Timestamp? {
        guard !leftAt.isEmpty, let left = leftAt[person], left < time else { return nil }
        return Timestamp(microseconds: left)
    }
}

extension Departures: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(UInt64(leftAt.count))
        for (person, time) in leftAt.sorted(by: { $0.key < $1.key }) {
            writer.put(person)
            writer.put(time)
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for _ in 0..<(try reader.count()) {
            let person = try reader.string()
            leftAt[person] = try reader.signed()
        }
    }
}
