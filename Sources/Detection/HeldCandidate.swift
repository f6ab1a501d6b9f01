import FoundationEssentials
import PatternOfLife
import Vocabulary

/// A match that waits, in case the whole tenant is moving to the network it came from.
struct HeldCandidate: Hashable, Sendable {
    /// Past this many, the one that waited longest is decided at once.
    static let countMaximum = 256
    /// Further events of the entity on that network wait with it, up to so many; the rest is not learnt.
    static let observationsMaximum = 256

    /// In receive time, microseconds.
    let deadline: Int64
    let releasedBy: Severity
    let suspect: Suspects.Key
    let finding: Finding
    /// Its own and later ones, to be learnt if nothing comes of it.
    var observations: [Observation]
}

extension HeldCandidate: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(deadline)
        writer.put(releasedBy.rawValue)
        writer.put(suspect.entity)
        writer.put(category: suspect.network)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // A finding is texts and whole numbers, which JSON always holds.
        writer.put(raw: (try? encoder.encode(finding)).map { [UInt8]($0) } ?? [])
        writer.put(observations)
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        deadline = try reader.signed()
        guard let severity = Severity(rawValue: try reader.string()) else { throw .malformed }
        releasedBy = severity
        suspect = Suspects.Key(entity: try reader.string(), network: try reader.category())
        guard let finding = try? JSONDecoder().decode(Finding.self, from: Data(try reader.raw())) else {
            throw .malformed
        }
        self.finding = finding
        observations = try reader.values(of: Observation.self)
    }
}
