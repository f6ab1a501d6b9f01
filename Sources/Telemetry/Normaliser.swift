package import Vocabulary

/// Turns the native record of a source into an `Event`.
///
/// Each record has exactly one outcome: an event or a `Rejection`. The same bytes and `receivedAt` give the
/// same event but for its id, always: a segment is read again through here.
///
/// - Note: holds one parser with its buffers; make one a task and use it for every record.
package struct Normaliser {
    /// Bytes of one record. Google's largest activities are some tens of kilobytes.
    package static var recordBytesMaximum: Int { 1 << 20 }
    /// Containers within one another. Google nests to about ten.
    package static var depthMaximum: Int { 64 }
    /// Bytes of one field of an event; the rest is in the raw record. An entry of a PostgreSQL B-tree holds
    /// about 2,700.
    package static var fieldBytesMaximum: Int { 1_024 }
    /// Bytes of an alert's description and link, which are shown and not indexed.
    package static var proseBytesMaximum: Int { 4_096 }

    private let reader = JSONReader()

    package init() {}

    /// The event of one record, whatever its bytes are.
    ///
    /// `receivedAt` is the time of a record that may leave its own out, as an alert may.
    package mutating func normalise(
        _ record: UnsafeRawBufferPointer, as source: Source, receivedAt: Timestamp, id: EventID
    ) throws(Rejection) -> Event {
        let object = try reader.object(record)
        return switch source {
        case .googleWorkspace: try GoogleWorkspaceActivity(object).event(id: id)
        case .genericAlert: try GenericAlert(object).event(id: id, receivedAt: receivedAt)
        }
    }
}

extension Normaliser {
    /// The same for bytes that lie in an array, which a segment's and a batch's do.
    package mutating func normalise(
        _ record: ArraySlice<UInt8>, as source: Source, receivedAt: Timestamp, id: EventID
    ) throws(Rejection) -> Event {
        let result: Result<Event, Rejection> = record.withUnsafeBytes { bytes in
            do throws(Rejection) {
                return .success(try normalise(bytes, as: source, receivedAt: receivedAt, id: id))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
