import Telemetry
import Testing
import Vocabulary

@Suite struct `A segment` {
    private func content(_ records: [String], source: Source = .genericAlert) -> SegmentContent {
        SegmentContent(source: source, receivedAt: receipt, records: records.map { Array($0.utf8) })
    }

    @Test func `gives back every record as it came`() throws {
        var random = SeededGenerator(state: 8)
        for _ in 0..<300 {
            let records = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                (0..<Int.random(in: 0...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            }
            let time = Timestamp(microseconds: Int64(bitPattern: random.next()) / 4)
            let source = Source.allCases[Int.random(in: 0..<Source.allCases.count, using: &random)]
            let content = SegmentContent(source: source, receivedAt: time, records: records)
            let decoded = try SegmentContent.decode(try content.encode())
            #expect(decoded == content)
            #expect(decoded.records.map(Array.init) == records)
        }
    }

    @Test func `is made of the body's places without the rest of the body`() throws {
        let body = Array("[{\"title\":\"a\"}, rubbish, {\"title\":\"b\"}]".utf8)
        let places = RecordSplitter(body).compactMap { element -> Range<Int>? in
            guard case .record(let range) = element.content, body[range.lowerBound] == UInt8(ascii: "{")
            else {
                return nil
            }
            return range
        }
        let made = SegmentContent(source: .genericAlert, receivedAt: receipt, body: body, records: places)
        #expect(made == content([#"{"title":"a"}"#, #"{"title":"b"}"#]))
        #expect(try SegmentContent.decode(try made.encode()) == made)
    }

    @Test func `gives the same events each time, with consecutive ids`() throws {
        let records = [#"{"title":"a"}"#, "rubbish", #"{"title":"c","ip":"::1"}"#]
        var normaliser = Normaliser()
        let decoded = try SegmentContent.decode(try content(records).encode())
        let events = decoded.events(firstID: someID, using: &normaliser)
        #expect(events.map(\.id) == [someID, someID.advanced(by: 2)])
        #expect(events.map(\.time) == [receipt, receipt])
        #expect(events == content(records).events(firstID: someID, using: &normaliser))
        let raw = decoded.normalised(firstID: someID, using: &normaliser).map(\.raw)
        #expect(raw == [records[0], records[2]].map { Array($0.utf8) })
    }

    @Test func `cut short anywhere is refused`() throws {
        let encoded = try content((0..<50).map { #"{"title":"\#($0)"}"# }).encode()
        for count in 0..<encoded.count {
            #expect(throws: SegmentError.self) { try SegmentContent.decode(Array(encoded[..<count])) }
        }
        #expect(throws: SegmentError.corrupt) { try SegmentContent.decode(encoded + [0]) }
    }

    @Test func `with any bit turned is refused or means the same`() throws {
        let original = content((0..<50).map { #"{"title":"\#($0)"}"# })
        let encoded = try original.encode()
        var passed = 0
        for bit in 0..<(encoded.count * 8) {
            var altered = encoded
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            // zstd ignores some bits of its headers; what passes must be what was written.
            if let decoded = try? SegmentContent.decode(altered) {
                passed += 1
                #expect(decoded == original)
            }
        }
        #expect(passed * 50 < encoded.count * 8)
    }

    @Test func `is known by its first bytes`() throws {
        var encoded = try content([]).encode()
        #expect(throws: SegmentError.notASegment) { try SegmentContent.decode([]) }
        #expect(throws: SegmentError.notASegment) { try SegmentContent.decode(Array("PK\u{3}\u{4}".utf8)) }
        encoded[3] = 9
        #expect(throws: SegmentError.unknownVersion) { try SegmentContent.decode(encoded) }
    }

    /// A frame header that claims a gigabyte: refused by the claim.
    @Test func `that would swell past the limit is refused before it does`() {
        let bomb: [UInt8] =
            Array("WFS".utf8) + [1, 0x28, 0xB5, 0x2F, 0xFD, 0xA0, 0x00, 0x00, 0x00, 0x40, 0x01, 0x00, 0x00]
        #expect(throws: SegmentError.tooLarge) { try SegmentContent.decode(bomb) }
    }

    @Test func `holds no more than can be read again`() {
        let body = [UInt8](repeating: 120, count: 1 << 20)
        let many = SegmentContent(
            source: .genericAlert, receivedAt: receipt, body: body,
            records: Array(repeating: 0..<(1 << 20), count: 65))
        #expect(throws: SegmentError.tooLarge) { try many.encode() }
        let crowded = SegmentContent(
            source: .genericAlert, receivedAt: receipt, body: body,
            records: Array(repeating: 0..<1, count: SegmentContent.recordsMaximum + 1))
        #expect(throws: SegmentError.tooLarge) { try crowded.encode() }
    }

    @Test func `packs records that resemble one another`() throws {
        let records = (0..<2_000).map { `A Google Workspace activity`.activities[0].asList + "\($0)" }
        let bytes = records.reduce(0) { $0 + $1.utf8.count }
        #expect(try content(records, source: .googleWorkspace).encode().count * 10 < bytes)
    }
}
