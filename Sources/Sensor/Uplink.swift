import FoundationEssentials
import NIOCore
import Vocabulary

/// Brings records from an input to the floor, in order, losing none.
///
/// One batch is on its way while the next is packed, and no third is begun: a floor that slows down slows the
/// reading down, and with it whoever writes. Memory is two batches and a chunk, whatever the input's length.
package struct Uplink: Sendable {
    private let settings: UplinkSettings
    private let input: RecordInput
    private let sender: UplinkSender
    private let pace: Pace
    private let tell: @Sendable (UplinkProgress) -> Void

    private var splitter: LineSplitter
    private var batch: UplinkBatch
    /// When the batch got its first record.
    private var begun: Duration = .zero
    private var onTheWay: Sending?
    private var ids = IdentifierSource()
    /// As of the last acknowledgement; to be read after a failure, too.
    package private(set) var totals = UplinkTotals()

    private struct Sending {
        let batch: UplinkBatch
        let task: Task<Result<UplinkSender.Settled, UplinkError>, Never>
    }

    package init(
        _ settings: UplinkSettings, input: RecordInput, sender: UplinkSender, pace: Pace = .live,
        tell: @escaping @Sendable (UplinkProgress) -> Void
    ) {
        self.settings = settings
        self.input = input
        self.sender = sender
        self.pace = pace
        self.tell = tell
        splitter = LineSplitter(lineBytesMax: settings.lineBytes)
        batch = UplinkBatch(idempotencyKey: "", isBackfill: settings.backfill)
        batch = freshBatch(isBackfill: settings.backfill)
    }

    /// Runs until the input ends and all of it is settled.
    package mutating func run() async throws(UplinkError) {
        do throws(UplinkError) {
            try await bringUp()
        } catch {
            // Whatever stopped the run, a batch that is on its way is heard out, so that the totals are true.
            try? await settle()
            throw error
        }
    }

    private mutating func bringUp() async throws(UplinkError) {
        while true {
            let patience = batch.numbers.isEmpty ? nil : settings.linger - (pace.elapsed() - begun)
            switch try await input.next(within: patience.map { max(.zero, $0) }) {
            case .bytes(let chunk):
                splitter.feed(chunk)
                while let line = splitter.next() { try await take(line) }
                if !batch.numbers.isEmpty, pace.elapsed() - begun >= settings.linger { try await depart() }
            case .idle:
                // Nothing else to do: the answer is awaited at once, so that what it says is told at once.
                try await depart()
                try await settle()
            case .end:
                if let line = splitter.rest() { try await take(line) }
                try await depart()
                try await settle()
                totals.settledLines = splitter.count
                return
            }
        }
    }

    private mutating func take(_ line: LineSplitter.Line) async throws(UplinkError) {
        switch line {
        case .tooLong(let number):
            guard number > settings.skipLines else { return }
            totals.events += 1
            totals.rejected += 1
            tell(.rejected([RejectedLine(line: number, reason: "longer than \(settings.lineBytes) bytes")]))
        case .text(let text, let number):
            guard number > settings.skipLines, text.readableBytesView.contains(where: { $0 > 32 }) else {
                return
            }
            if settings.honoursControlLines, let control = try ControlLine(text) {
                try await obey(control)
                return
            }
            let isFull =
                batch.lines.readableBytes + text.readableBytes + 1 > settings.batchBytes
                || batch.numbers.count >= settings.batchEvents
            if isFull { try await depart() }
            if batch.numbers.isEmpty { begun = pace.elapsed() }
            batch.append(text, number: number)
        }
    }

    /// What came before the control is settled before it takes effect.
    private mutating func obey(_ control: ControlLine) async throws(UplinkError) {
        try await depart()
        try await settle()
        if let backfill = control.backfill { batch = freshBatch(isBackfill: backfill) }
        if let sleep = control.sleep { await pace.sleep(sleep) }
        if Task.isCancelled { throw .cancelled }
    }

    /// Sends the batch off, after the one before it has arrived: so they stay in order.
    private mutating func depart() async throws(UplinkError) {
        guard !batch.numbers.isEmpty else { return }
        try await settle()
        let leaving = batch
        batch = freshBatch(isBackfill: leaving.isBackfill)
        let sender = sender
        onTheWay = Sending(
            batch: leaving,
            task: Task {
                do throws(UplinkError) {
                    return .success(try await sender.send(leaving))
                } catch {
                    return .failure(error)
                }
            })
    }

    private mutating func settle() async throws(UplinkError) {
        guard let sending = onTheWay else { return }
        onTheWay = nil
        let result = await withTaskCancellationHandler {
            await sending.task.value
        } onCancel: {
            sending.task.cancel()
        }
        let settled = try result.get()
        totals.batches += 1
        totals.events += sending.batch.numbers.count
        totals.accepted += settled.accepted
        totals.duplicate += settled.duplicate
        totals.rejected += settled.rejected
        totals.bytes += sending.batch.lines.readableBytes
        totals.bytesSent += settled.bytesSent
        totals.retries += settled.retries
        totals.settledLines = sending.batch.numbers.last ?? totals.settledLines
        if !settled.rejections.isEmpty { tell(.rejected(settled.rejections)) }
        tell(.acknowledged(receipt: settled.receipts.last ?? "", totals))
    }

    private mutating func freshBatch(isBackfill: Bool) -> UplinkBatch {
        let now = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let id: RequestID = ids.next(at: now)
        return UplinkBatch(idempotencyKey: id.description, isBackfill: isBackfill)
    }
}
