import PatternOfLife

/// Which repeats of one model on one entity are the same thing.
struct Throttles: Hashable, Sendable {
    static let countMaximum = 4_096

    private struct Key: Hashable {
        let model: String
        let entity: String
    }

    private struct Window: Hashable {
        var start: Int64
        var seconds: Int64
    }

    private var windows: [Key: Window] = [:]

    /// The start (microseconds) of the window that an event at `time` falls in; opens one where none is open.
    mutating func window(of model: String, on entity: String, at time: Int64, seconds: Int) -> Int64 {
        let key = Key(model: model, entity: entity)
        let length = Int64(seconds) * 1_000_000
        if let window = windows[key], abs(time - window.start) < length { return window.start }
        windows[key] = Window(start: time, seconds: Int64(seconds))
        if windows.count > Self.countMaximum { forgetOldest() }
        return time
    }

    private mutating func forgetOldest() {
        let oldest = windows.min { left, right in
            if left.value.start != right.value.start { return left.value.start < right.value.start }
            return (left.key.model, left.key.entity) < (right.key.model, right.key.entity)
        }
        if let oldest { windows[oldest.key] = nil }
    }
}

extension Throttles: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(UInt64(windows.count))
        let sorted = windows.sorted { ($0.key.model, $0.key.entity) < ($1.key.model, $1.key.entity) }
        for (key, window) in sorted {
            writer.put(key.model)
            writer.put(key.entity)
            writer.put(window.start)
            writer.put(window.seconds)
        }
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        for _ in 0..<(try reader.count()) {
            let key = Key(model: try reader.string(), entity: try reader.string())
            windows[key] = Window(start: try reader.signed(), seconds: try reader.signed())
        }
    }
}
