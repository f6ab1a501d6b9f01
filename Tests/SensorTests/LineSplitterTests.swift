import NIOCore
import Sensor
import Testing

@Suite struct `A line splitter` {
    private func lines(_ chunks: [String], max: Int = 100) -> [String] {
        var splitter = LineSplitter(lineBytesMax: max)
        var found: [LineSplitter.Line] = []
        for chunk in chunks {
            splitter.feed(ByteBuffer(string: chunk))
            while let line = splitter.next() { found.append(line) }
        }
        if let line = splitter.rest() { found.append(line) }
        return found.map { line in
            switch line {
            case .text(let text, let number): "\(number):\(String(buffer: text))"
            case .tooLong(let number): "\(number)!"
            }
        }
    }

    @Test(arguments: [
        (["a\nb\n"], ["1:a", "2:b"]),
        (["a\r\nb"], ["1:a", "2:b"]),
        (["", "a", "", "\n"], ["1:a"]),
        (["\n\n"], ["1:", "2:"]),
        (["\r\n"], ["1:"]),
        (["123456\n12345\n1234567890", "1234567890\n1\n"], ["1!", "2:12345", "3!", "4:1"]),
        (["1234567890"], ["1!"]),
    ]) func `finds the lines`(_ row: ([String], [String])) {
        #expect(lines(row.0, max: 5) == row.1)
    }

    @Test func `finds the same lines however the bytes are cut`() {
        var random = Seeded(state: 7)
        for _ in 0..<200 {
            let text = String((0..<60).map { _ in "ab\n\r{".randomElement(using: &random) ?? "a" })
            var chunks: [String] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let size = Int.random(in: 1...7, using: &random)
                chunks.append(String(decoding: rest.prefix(size), as: UTF8.self))
                rest = rest.dropFirst(size)
            }
            #expect(lines(chunks, max: 6) == lines([text], max: 6))
        }
    }
}

@Suite struct `A packed batch` {
    @Test(arguments: [0, 1, 1_000, 3_000_000]) func `unpacks to what it was`(_ count: Int) throws {
        let plain = [UInt8]((0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })
        let packed = try #require(ByteBuffer(bytes: plain).gzipped())
        #expect(gunzipped(packed) == plain)
    }

    @Test func `falls in two halves that hold all of it, in order`() throws {
        var batch = UplinkBatch(idempotencyKey: "k", isBackfill: true)
        for number in 1...5 { batch.append(ByteBuffer(string: "line \(number)"), number: number * 10) }
        let (first, second) = try #require(batch.halved())
        #expect(first.numbers == [10, 20])
        #expect(second.numbers == [30, 40, 50])
        #expect(String(buffer: first.lines) + String(buffer: second.lines) == String(buffer: batch.lines))
        #expect(Set([first.idempotencyKey, second.idempotencyKey, "k"]).count == 3)
        #expect(first.isBackfill && second.isBackfill)
    }
}
