package import AsyncHTTPClient
package import Logging
import NIOCore
import NIOHTTP1
import Vocabulary

/// Brings one batch to the floor, however long that takes within the sensor's bounds.
package struct UplinkSender: Sendable {
    /// What became of one batch.
    package struct Settled: Sendable {
        package var receipts: [String] = []
        package var accepted = 0
        package var duplicate = 0
        package var rejected = 0
        package var rejections: [RejectedLine] = []
        package var bytesSent = 0
        package var retries = 0
    }

    private let settings: UplinkSettings
    private let client: HTTPClient
    private let pace: Pace
    private let logger: Logger
    private let tell: @Sendable (UplinkProgress) -> Void

    package init(
        _ settings: UplinkSettings, client: HTTPClient = .sensor, pace: Pace = .live, logger: Logger,
        tell: @escaping @Sendable (UplinkProgress) -> Void
    ) {
        self.settings = settings
        self.client = client
        self.pace = pace
        self.logger = logger
        self.tell = tell
    }

    /// - Returns: once every record of the batch has its outcome at the floor.
    package func send(_ batch: UplinkBatch) async throws(UplinkError) -> Settled {
        guard let packed = batch.lines.gzipped() else {
            throw .badSetting("no memory to compress a batch; choose smaller ones")
        }
        var settled = Settled()
        var failingSince: Duration?
        while true {
            let (retryAfter, reason): (Duration?, String)
            switch await once(batch, packed) {
            case .answered(let status, let body, let asked):
                settled.bytesSent = packed.readableBytes
                switch status {
                case 200, 202:
                    guard let answer = UplinkAnswer(body) else { throw .unreadableAnswer(status: status) }
                    settled.add(answer, of: batch)
                    return settled
                case 400:
                    // Nothing in it could be read; the floor has said so of every record.
                    settled.reject(batch, FloorProblem.text(body))
                    return settled
                case 413:
                    guard let (first, second) = batch.halved() else {
                        settled.reject(batch, FloorProblem.text(body))
                        return settled
                    }
                    settled.add(try await send(first))
                    settled.add(try await send(second))
                    return settled
                case 408, 425, 429, 500...:
                    (retryAfter, reason) = (asked, "the floor answers \(status)")
                default:
                    throw .refused(status: status, detail: FloorProblem.text(body))
                }
            case .unreachable(let text):
                (retryAfter, reason) = (nil, text)
            }

            if Task.isCancelled { throw .cancelled }
            let since = failingSince ?? pace.elapsed()
            failingSince = since
            let wait = backOff(settled.retries, retryAfter)
            let borne = pace.elapsed() - since
            guard borne + wait <= settings.giveUp else { throw .gaveUp(after: borne, reason: reason) }
            tell(.waiting(wait, reason: reason))
            await pace.sleep(wait)
            if Task.isCancelled { throw .cancelled }
            settled.retries += 1
        }
    }

    /// Doubles from the first wait, half of it drawn; never sooner than the floor asked.
    private func backOff(_ retries: Int, _ retryAfter: Duration?) -> Duration {
        let full = min(settings.firstWait * (1 << min(retries, 16)), settings.longestWait)
        let drawn = full / 2 + (full / 2) * pace.jitter()
        guard let retryAfter else { return drawn }
        return retryAfter + (full / 4) * pace.jitter()
    }

    private enum Outcome {
        case answered(status: Int, body: ByteBuffer, retryAfter: Duration?)
        case unreachable(String)
    }

    private func once(_ batch: UplinkBatch, _ packed: ByteBuffer) async -> Outcome {
        let past = batch.isBackfill ? "&backfill=true" : ""
        var request = HTTPClientRequest(
            url: "\(settings.floor)/v1/uplink/events?source=\(settings.source)\(past)")
        request.method = .POST
        request.headers.add(name: "authorization", value: "Bearer \(settings.key)")
        request.headers.add(name: "content-type", value: "application/x-ndjson")
        request.headers.add(name: "content-encoding", value: "gzip")
        request.headers.add(name: "idempotency-key", value: batch.idempotencyKey)
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "watchfloor-uplink")
        request.body = .bytes(packed)
        do {
            let response = try await client.execute(
                request, timeout: .microseconds(settings.timeout.microseconds))
            // A line of reason for each record of a batch that is wholly rejected.
            let body = try await response.body.collect(upTo: 8 << 20)
            let seconds = response.headers.first(name: "retry-after").flatMap { Int64($0) }
            return .answered(
                status: Int(response.status.code), body: body,
                retryAfter: seconds.flatMap { $0 >= 0 ? .seconds($0) : nil })
        } catch let error as HTTPClientError {
            logger.debug("batch not delivered", metadata: ["reason": "\(error.shortDescription)"])
            return .unreachable(error.shortDescription)
        } catch {
            logger.debug("batch not delivered", metadata: ["reason": "\(error)"])
            return .unreachable("no connection to the floor")
        }
    }
}

extension UplinkSender.Settled {
    fileprivate mutating func add(_ answer: UplinkAnswer, of batch: UplinkBatch) {
        receipts.append(answer.receipt)
        accepted += answer.accepted
        duplicate += answer.duplicate
        rejected += answer.rejected
        for fault in answer.errors ?? [] {
            let isOurs = batch.numbers.indices.contains(fault.line - 1)
            rejections.append(
                RejectedLine(line: isOurs ? batch.numbers[fault.line - 1] : fault.line, reason: fault.reason))
        }
    }

    fileprivate mutating func reject(_ batch: UplinkBatch, _ reason: String) {
        rejected += batch.numbers.count
        rejections += batch.numbers.map { RejectedLine(line: $0, reason: reason) }
    }

    fileprivate mutating func add(_ half: Self) {
        receipts += half.receipts
        accepted += half.accepted
        duplicate += half.duplicate
        rejected += half.rejected
        rejections += half.rejections
        bytesSent += half.bytesSent
        retries += half.retries
    }
}
