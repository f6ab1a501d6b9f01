package import Vocabulary

/// What a segment holds: records of one tenant and one source as they came, and what is needed to read them
/// again.
///
/// Sealing and storing are elsewhere. The records lie in one run of bytes, so that a batch's body becomes a
/// segment's content without a copy of each record.
package struct SegmentContent: Hashable, Sendable {
    package let source: Source
    /// When the batch was received, by the service's clock.
    package let receivedAt: Timestamp
    private let bytes: [UInt8]
    private let ranges: [Range<Int>]

    /// Records of one segment: a segment's ids are one run of 2^20 (`IdentifierSource.nextRun`).
    package static var recordsMaximum: Int { 1 << 20 }

    /// Of the accepted records' places in a batch's `body`, in the order of their ids.
    package init(source: Source, receivedAt: Timestamp, body: [UInt8], records: [Range<Int>]) {
        self.source = source
        self.receivedAt = receivedAt
        bytes = body
        ranges = records
    }

    /// Of each record's own bytes, in the order of their ids.
    package init(source: Source, receivedAt: Timestamp, records: [[UInt8]]) {
        var body: [UInt8] = []
        body.reserveCapacity(records.reduce(0) { $0 + $1.count })
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(records.count)
        for record in records {
            ranges.append(body.count..<body.count + record.count)
            body += record
        }
        self.init(source: source, receivedAt: receivedAt, body: body, records: ranges)
    }

    package var count: Int { ranges.count }

    /// The record's bytes, exactly as sent.
    package func record(_ index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

    package var records: [ArraySlice<UInt8>] { ranges.map { bytes[$0] } }

    package static func == (left: Self, right: Self) -> Bool {
        left.source == right.source && left.receivedAt == right.receivedAt
            && left.count == right.count && left.records.elementsEqual(right.records)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(receivedAt)
        for index in ranges.indices { hasher.combine(record(index)) }
    }
}

extension SegmentContent {
    /// The events again, the same as on the day they came.
    ///
    /// A record's id follows from its place. A record that a later release refuses leaves a gap and moves no
    /// other id.
    package func events(firstID: EventID, using normaliser: inout Normaliser) -> [Event] {
        normalised(firstID: firstID, using: &normaliser).map(\.event)
    }

    /// The events with their raw records beside them, for evidence and export.
    package func normalised(firstID: EventID, using normaliser: inout Normaliser) -> [Normalised] {
        var found: [Normalised] = []
        found.reserveCapacity(count)
        for index in ranges.indices {
            let raw = record(index)
            guard
                let event = try? normaliser.normalise(
                    raw, as: source, receivedAt: receivedAt, id: firstID.advanced(by: index))
            else { continue }
            found.append(Normalised(event: event, raw: Array(raw)))
        }
        return found
    }
}
