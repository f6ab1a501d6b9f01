package import AsyncHTTPClient
package import Logging
import NIOCore
import NIOHTTP1
import Vocabulary

/// The bounds of one call to a system outside.
package struct ExchangeLimits: Sendable {
    /// Tries of one call, the first among them: a blip is bridged here, an outage is the caller's to
    /// reschedule.
    package var attempts = 4
    /// Of one try, from connecting to the last byte. The systems we call answer well below a second.
    package var timeout: Duration = .seconds(10)
    package var firstWait: Duration = .milliseconds(250)
    /// Longer than this nobody waits inside a call: the answer's `Retry-After` goes to the caller instead.
    package var longestWait: Duration = .seconds(20)
    /// An account or a subscription takes a few kilobytes.
    package var answerBytes = 1 << 20

    package init() {}
}

/// Sends requests, trying again while a later try may succeed.
package struct Exchange: Sendable {
    private let client: HTTPClient
    private let logger: Logger
    let limits: ExchangeLimits
    let timing: Timing

    package init(
        client: HTTPClient = .connectors, limits: ExchangeLimits = ExchangeLimits(), timing: Timing = .live,
        logger: Logger
    ) {
        self.client = client
        self.limits = limits
        self.timing = timing
        self.logger = logger
    }

    /// - Parameters:
    ///   - request: must be safe to repeat.
    ///   - isBusy: whether a reply that is neither 429 nor 5xx asks to come again later, too.
    /// - Returns: the last reply, whatever its status.
    /// - Throws: when no try got any reply.
    func send(
        _ request: HTTPClientRequest, isBusy: (Reply) -> Bool = { _ in false }
    ) async throws(Unreachable) -> Reply {
        var attempt = 1
        while true {
            let outcome = await once(request, attempt: attempt)
            let wait: Duration
            switch outcome {
            case .success(let reply):
                guard reply.status == 429 || reply.status >= 500 || isBusy(reply) else { return reply }
                wait = reply.retryAfter ?? backOff(attempt)
                guard attempt < limits.attempts, wait <= limits.longestWait else { return reply }
            case .failure(let failure):
                wait = backOff(attempt)
                guard attempt < limits.attempts, !failure.isFinal else { throw failure }
            }
            do {
                try await timing.sleep(wait)
            } catch {
                throw Unreachable(reason: "cancelled", isFinal: true)
            }
            attempt += 1
        }
    }

    /// Doubles from the first wait; half of it fixed, half drawn.
    private func backOff(_ attempt: Int) -> Duration {
        let full = min(limits.firstWait * (1 << min(attempt - 1, 16)), limits.longestWait)
        return full / 2 + (full / 2) * timing.jitter()
    }

    private func once(_ request: HTTPClientRequest, attempt: Int) async -> Result<Reply, Unreachable> {
        do {
            let timeout = TimeAmount.microseconds(limits.timeout.microseconds)
            let response = try await client.execute(request, timeout: timeout)
            let body = try await response.body.collect(upTo: limits.answerBytes)
            let waits = response.headers.first(name: "retry-after")
            logger.debug(
                "connector call answered",
                metadata: [
                    "http.method": "\(request.method)", "http.status": "\(response.status.code)",
                    "attempt": "\(attempt)",
                ])
            return .success(
                Reply(
                    status: Int(response.status.code), body: body,
                    retryAfter: waits.flatMap { retryAfter($0, now: timing.now()) }, attempts: attempt))
        } catch is CancellationError {
            return .failure(Unreachable(reason: "cancelled", isFinal: true))
        } catch is NIOTooManyBytesError {
            return .failure(Unreachable(reason: "the answer is too long", isFinal: true))
        } catch let error as HTTPClientError {
            return .failure(Unreachable(reason: error.shortDescription, isFinal: error == .cancelled))
        } catch {
            return .failure(Unreachable(reason: "no connection", isFinal: false))
        }
    }
}

/// An answer, read to its end.
struct Reply: Sendable {
    let status: Int
    let body: ByteBuffer
    let retryAfter: Duration?
    /// How many tries it took; above one, an earlier try may have had its effect.
    let attempts: Int
}

/// No answer was had.
struct Unreachable: Error {
    let reason: String
    /// Another try would end alike.
    let isFinal: Bool
}
