package import PatternOfLife
import Vocabulary

/// Why a checkpoint was refused.
package enum CheckpointError: Error, Hashable, Sendable {
    /// The bytes are something else.
    case notACheckpoint
    /// It was written by a later version of the product, whose number is given.
    case newerVersion(Int)
    /// The bytes are not those that were written.
    case damaged
    /// The bytes are those that were written, but do not make a state.
    case malformed(CompactError)
}

extension Detector {
    private static let magic: [UInt8] = Array("WFDT".utf8)
    private static let checkpointVersion: UInt8 = 1

    /// Everything the detector knows, but for its models: magic, version, state, checksum.
    package func checkpoint() -> [UInt8] {
        var writer = ByteWriter()
        writer.put(fixed: tenant.high)
        writer.put(fixed: tenant.low)
        writer.put(position)
        writeClosed(to: &writer)
        writer.put(watermark)
        writer.put(pending)
        writer.put(recent)
        writer.put(newcomers)
        writer.put(departures)
        writer.put(throttles)
        writer.put(held)
        writer.put(backfillThrough != nil)
        if let backfillThrough { writer.put(backfillThrough) }
        let body = Self.magic + [Self.checkpointVersion] + writer.bytes
        var sum = ByteWriter()
        sum.put(fixed: Mixing.checksum(body[...]))
        return body + sum.bytes
    }

    /// Takes up from a checkpoint.
    package init(checkpoint: [UInt8], models: [Model]) throws(CheckpointError) {
        let frame = Self.magic.count + 1
        guard checkpoint.count >= frame + 8, checkpoint.starts(with: Self.magic) else {
            throw .notACheckpoint
        }
        let version = checkpoint[Self.magic.count]
        let body = checkpoint.dropLast(8)
        do {
            var sum = ByteReader(checkpoint.suffix(8))
            guard try sum.fixed() == Mixing.checksum(body) else { throw CheckpointError.damaged }
            guard version <= Self.checkpointVersion else { throw CheckpointError.newerVersion(Int(version)) }
            var reader = ByteReader(body.dropFirst(frame))
            try self.init(from: &reader, models: models)
            guard reader.isAtEnd else { throw CheckpointError.malformed(.malformed) }
        } catch let error as CheckpointError {
            throw error
        } catch let error as CompactError {
            throw .malformed(error)
        } catch {
            throw .damaged
        }
    }

    /// A number that is equal for equal closed state.
    package var closedStateDigest: UInt64 {
        var writer = ByteWriter()
        writeClosed(to: &writer)
        return Mixing.checksum(writer.bytes[...])
    }

    private func writeClosed(to writer: inout ByteWriter) {
        writer.put(pattern)
        writer.put(suspects)
    }

    private init(from reader: inout ByteReader, models: [Model]) throws(CompactError) {
        tenant = TenantID(high: try reader.fixed(), low: try reader.fixed())
        self.models = Self.ordered(models)
        position = try reader.signed()
        pattern = try Pattern(from: &reader)
        suspects = try Suspects(from: &reader)
        watermark = try Watermark(from: &reader)
        pending = try PendingObservations(from: &reader)
        recent = try RecentIDs(from: &reader)
        newcomers = try Newcomers(from: &reader)
        departures = try Departures(from: &reader)
        throttles = try Throttles(from: &reader)
        held = try reader.values(of: HeldCandidate.self)
        backfillThrough = try reader.bool() ? try reader.signed() : nil
    }
}
