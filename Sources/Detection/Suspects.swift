import PatternOfLife
import Vocabulary

/// Entities on networks that a finding spoke of: nothing that they do there is learnt for a day, so that what
/// was found strange does not become normal by going on.
struct Suspects: Hashable, Sendable {
    static let countMaximum = 1_024
    /// Microseconds.
    static let duration: Int64 = 24 * 3_600 * 1_000_000

    struct Key: Hashable, Sendable {
        let entity: String
        let network: Category
    }

    private struct Mark: Hashable {
        var until: Int64
        var severity: Severity
    }

    private var marks: [Key: Mark] = [:]

    mutating func mark(_ key: Key, at time: Int64, severity: Severity) {
        let before = marks[key]
        marks[key] = Mark(
            until: max(before?.until ?? .min, time + Self.duration),
            severity: max(before?.severity ?? severity, severity))
        guard marks.count > Self.countMaximum else { return }
        let oldest = marks.min { left, right in
            if left.value.until != right.value.until { return left.value.until < right.value.until }
            return left.key.entity == right.key.entity
                ? left.key.network < right.key.network : left.key.entity < right.key.entity
        }
        if let oldest { marks[oldest.key] = nil }
    }

    /// How bad what was found is, if it still stands at `time`.
    func severity(of key: Key, at time: Int64) -> Severity? {
        guard !marks.isEmpty, let mark = marks[key], time <= mark.until else { return nil }
        return mark.severity
    }
}

extension Suspects: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(UInt64(marks.count))
        let sorted = marks.sorted {
            $0.key.entity == $1.key.entity
                ? $0.key.network < $1.key.network : $0.key.entity < $1.key.entity
        }
        for (key, mark) in sorted {
            writer.put(key.entity)
            writer.put(category: key.network)
            writer.put(mark.until)
            writer.put(mark.severity.rawValue)
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for _ in 0..<(try reader.count()) {
            let key = Key(entity: try reader.string(), network: try reader.category())
            let until = try reader.signed()
            guard let severity = Severity(rawValue: try reader.string()) else { throw .malformed }
            marks[key] = Mark(until: until, severity: severity)
        }
    }
}
