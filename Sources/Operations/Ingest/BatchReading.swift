import Telemetry
import Vocabulary

/// Reads a body record by record; a bad one never spoils its neighbours.
struct BatchReading {
    let source: Source
    let receivedAt: Timestamp
    private(set) var events: [Normalised] = []
    private(set) var errors: [Receipt.LineError] = []
    private(set) var rejected = 0
    private(set) var nativeIDs: [String] = []
    private var seen: Set<String> = []

    init(source: Source, receivedAt: Timestamp) {
        self.source = source
        self.receivedAt = receivedAt
    }

    mutating func read(_ body: [UInt8]) throws {
        var normaliser = Normaliser()
        try body.withUnsafeBytes { bytes in
            for record in RecordSplitter(body) {
                if events.count + rejected >= IngestBatch.eventsMaximum {
                    throw Problem(
                        .contentTooLarge,
                        "A batch holds at most \(IngestBatch.eventsMaximum) events; send smaller ones.")
                }
                switch record.content {
                case .malformed(let rejection):
                    reject(rejection, line: record.line)
                case .record(let range):
                    let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
                    do throws(Rejection) {
                        let event = try normaliser.normalise(
                            slice, as: source, receivedAt: receivedAt, id: EventID(high: 0, low: 0))
                        accept(Normalised(event: event, raw: Array(slice)))
                    } catch {
                        reject(error, line: record.line)
                    }
                }
            }
        }
        if events.isEmpty && (rejected == 0 || !errors.contains { Self.wasReadable($0.reason) }) {
            let detail =
                rejected == 0
                ? "The body holds no records." : "Nothing in the body could be read as a JSON object."
            throw Problem(
                .badRequest, detail,
                faults: errors.prefix(10).map { FieldFault("line \($0.line)", $0.reason) })
        }
    }

    private mutating func accept(_ record: Normalised) {
        events.append(record)
        if let native = record.event.nativeID, seen.insert(native).inserted { nativeIDs.append(native) }
    }

    private mutating func reject(_ rejection: Rejection, line: Int) {
        rejected += 1
        if errors.count < Receipt.errorsMaximum {
            errors.append(Receipt.LineError(line: line, reason: rejection.rawValue))
        }
    }

    /// An object that lacked something was read; it is told line by line, and the batch is not refused.
    private static func wasReadable(_ reason: String) -> Bool {
        let unreadable: [Rejection] = [
            .invalidJSON, .invalidUTF8, .notAnObject, .tooDeep, .tooLarge, .empty,
        ]
        return !unreadable.contains { $0.rawValue == reason }
    }
}
