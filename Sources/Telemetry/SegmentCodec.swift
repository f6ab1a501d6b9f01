import Vocabulary

// A segment, in order:
//
//     "WFS"           3 bytes
//     version         1 byte, 1
//     a zstd frame with content size and checksum, holding
//         source          varint length, UTF-8
//         receivedAt      8 bytes, microseconds since 1970, little-endian
//         count           varint
//         lengths         a varint for each record
//         records         their bytes, end to end
//
// Varints are LEB128. Version and magic stand outside the frame, so that a later version may compress
// otherwise.
extension SegmentContent {
    /// Bytes of a decoded segment: four of the largest batches, so that compaction has room.
    package static var decodedBytesMaximum: Int { 64 << 20 }

    private static var magic: [UInt8] { Array("WFS".utf8) }
    private static var version: UInt8 { 1 }

    package func encode() throws(SegmentError) -> [UInt8] {
        guard count <= Self.recordsMaximum else { throw .tooLarge }
        var plain: [UInt8] = []
        var total = 64
        for index in 0..<count { total += record(index).count + Varint.bytesMaximum }
        guard total <= Self.decodedBytesMaximum else { throw .tooLarge }
        plain.reserveCapacity(total)

        let name = Array(source.rawValue.utf8)
        Varint.append(name.count, to: &plain)
        plain += name
        let time = UInt64(bitPattern: receivedAt.microseconds)
        for shift in 0..<8 { plain.append(UInt8(truncatingIfNeeded: time >> UInt64(8 * shift))) }
        Varint.append(count, to: &plain)
        for index in 0..<count { Varint.append(record(index).count, to: &plain) }
        for index in 0..<count { plain += record(index) }

        return try Zstandard.compress(plain, after: Self.magic + [Self.version])
    }

    package static func decode(_ segment: [UInt8]) throws(SegmentError) -> SegmentContent {
        guard segment.starts(with: magic), segment.count > magic.count else { throw .notASegment }
        guard segment[magic.count] == version else { throw .unknownVersion }
        let plain = try Zstandard.decompress(
            segment[(magic.count + 1)...], bytesMaximum: decodedBytesMaximum)

        var position = 0
        guard let nameCount = Varint.read(plain, &position), nameCount <= 64,
            position + nameCount + 8 <= plain.count
        else { throw .corrupt }
        let name = String(decoding: plain[position..<position + nameCount], as: UTF8.self)
        position += nameCount
        guard let source = Source(rawValue: name) else { throw .unknownSource }
        var time: UInt64 = 0
        for shift in 0..<8 { time |= UInt64(plain[position + shift]) << UInt64(8 * shift) }
        position += 8
        guard let count = Varint.read(plain, &position), count <= recordsMaximum else { throw .corrupt }

        var lengths: [Int] = []
        lengths.reserveCapacity(count)
        var total = 0
        for _ in 0..<count {
            guard let length = Varint.read(plain, &position), length <= plain.count else { throw .corrupt }
            lengths.append(length)
            total += length
        }
        guard position + total == plain.count else { throw .corrupt }
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count)
        for length in lengths {
            ranges.append(position..<position + length)
            position += length
        }
        return SegmentContent(
            source: source, receivedAt: Timestamp(microseconds: Int64(bitPattern: time)), body: plain,
            records: ranges)
    }
}
