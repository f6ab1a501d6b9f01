import PatternOfLife
import Testing

@Suite struct `A watermark` {
    private let second: Int64 = 1_000_000

    @Test func `follows the latest event less the lateness, and never goes back`() {
        var watermark = Watermark(lateness: 600 * second)
        watermark.advance(10_000 * second, receivedAt: 10_020 * second)
        #expect(watermark.closed == 9_400 * second)
        watermark.advance(9_500 * second, receivedAt: 10_030 * second)
        #expect(watermark.closed == 9_400 * second)
    }

    @Test func `does not believe a clock that runs more than five minutes ahead`() {
        var watermark = Watermark(lateness: 0)
        watermark.advance(1_000_000 * second, receivedAt: 10_000 * second)
        #expect(watermark.closed == 10_300 * second)
    }
}

@Suite struct `The night` {
    @Test func `turns at two o'clock in the tenant's own time`() {
        // 02:00 at UTC+1 is 01:00 UTC.
        var nightly = Nightly(utcOffsetSeconds: 3_600)
        var turns: [Int64] = []
        for minute in 0..<Int64(48 * 60) where nightly.passes(start + minute * 60) { turns.append(minute) }
        #expect(turns == [60, 25 * 60])
    }

    @Test func `turns once for several nights without events`() {
        var nightly = Nightly(utcOffsetSeconds: 0)
        let turns = [start, start + 5 * day, start + 5 * day + 60].map { nightly.passes($0) }
        #expect(turns == [false, true, false])
    }
}

@Suite struct `Compact numbers` {
    @Test(arguments: [0, 1, -1, 127, 128, -64, -65, Int64.max, Int64.min])
    func `come back as they went`(value: Int64) throws {
        var writer = ByteWriter()
        writer.put(value)
        writer.put(UInt64(bitPattern: value))
        var reader = ByteReader(writer.bytes[...])
        let signed = try reader.signed()
        let unsigned = try reader.unsigned()
        #expect(signed == value)
        #expect(unsigned == UInt64(bitPattern: value))
        #expect(reader.isAtEnd)
    }

    @Test func `refuse more things than there are bytes`() {
        var writer = ByteWriter()
        writer.put(UInt64(4_000_000_000))
        #expect(throws: CompactError.self) {
            var reader = ByteReader(writer.bytes[...])
            _ = try reader.raw()
        }
    }
}
