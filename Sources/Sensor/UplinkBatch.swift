package import NIOCore

/// Records on their way to the floor.
package struct UplinkBatch: Sendable {
    /// The same for every try, so that a batch whose answer was lost is not kept twice.
    package let idempotencyKey: String
    /// One JSON value a line, each with its line end.
    package private(set) var lines = ByteBuffer()
    /// Where each record stands in the input.
    package private(set) var numbers: [Int] = []
    package let isBackfill: Bool

    package init(idempotencyKey: String, isBackfill: Bool) {
        self.idempotencyKey = idempotencyKey
        self.isBackfill = isBackfill
    }

    package mutating func append(_ line: ByteBuffer, number: Int) {
        lines.writeImmutableBuffer(line)
        lines.writeInteger(UInt8(ascii: "\n"))
        numbers.append(number)
    }

    /// The batch in two, in order, for a floor that finds it too large. Nothing of it was kept, so the halves
    /// are batches of their own, with keys of their own that follow from the first.
    ///
    /// - Returns: `nil` for a single record.
    package func halved() -> (UplinkBatch, UplinkBatch)? {
        guard numbers.count > 1 else { return nil }
        var halves = (
            UplinkBatch(idempotencyKey: idempotencyKey + ".1", isBackfill: isBackfill),
            UplinkBatch(idempotencyKey: idempotencyKey + ".2", isBackfill: isBackfill)
        )
        var splitter = LineSplitter(lineBytesMax: lines.readableBytes)
        splitter.feed(lines)
        let middle = numbers.count / 2
        var index = 0
        while case .text(let line, _)? = splitter.next() {
            if index < middle {
                halves.0.append(line, number: numbers[index])
            } else {
                halves.1.append(line, number: numbers[index])
            }
            index += 1
        }
        return halves
    }
}
