import AsyncHTTPClient
import Logging
import NIOCore
import NIOPosix
import Operations
import Telemetry
import Vocabulary

/// Calls to addresses that customers name: resolved first, held against what may be asked, and connected to exactly as
/// resolved, so that a name which changes its mind in between gains nothing. No redirect is followed.
struct GuardedHTTP: Sendable {
    /// An issuer's documents take a few kilobytes; Entra's keys, with their certificates, about thirty.
    static let answerBytesMaximum = 256 * 1_024
    /// Of one call, from resolving to the last byte.
    static let timeout: Duration = .seconds(3)
    /// Names are resolved by threads that wait; a slow name server costs one of these and no other's.
    private static let resolvers: NIOThreadPool = {
        let pool = NIOThreadPool(numberOfThreads: 4)
        pool.start()
        return pool
    }()

    let networks: IssuerNetworks
    let timing: Timing
    let logger: Logger

    /// - Returns: the answer, whatever its status.
    func send(_ request: HTTPClientRequest) async throws(IssuerError) -> Reply {
        let guarded = self
        return try await within(Self.timeout) { () async throws(IssuerError) -> Reply in
            try await guarded.connect(request)
        }
    }

    private func connect(_ request: HTTPClientRequest) async throws(IssuerError) -> Reply {
        if let objection = networks.objection(to: request.url) { throw .forbidden(objection) }
        guard let host = ServiceAddress(request.url)?.host else { throw .forbidden(ServiceAddress.rule) }
        let address = try await resolve(host)
        guard networks.admits(address) else { throw .forbidden(IssuerNetworks.refusal) }

        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(2)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.dnsOverride = [host: address.description]
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var limits = ExchangeLimits()
        limits.attempts = 1
        limits.timeout = Self.timeout
        limits.answerBytes = Self.answerBytesMaximum
        let outcome: Result<Reply, IssuerError>
        do {
            outcome = .success(
                try await Exchange(client: client, limits: limits, timing: timing, logger: logger).send(
                    request))
        } catch {
            outcome = .failure(.unreachable(error.reason))
        }
        try? await client.shutdown()
        return try outcome.get()
    }

    private func resolve(_ host: String) async throws(IssuerError) -> Address {
        if let literal = Address(host) { return literal }
        let found: SocketAddress
        do {
            found = try await Self.resolvers.runIfActive {
                try SocketAddress.makeAddressResolvingHost(host, port: 443)
            }
        } catch {
            throw .unreachable("its name is unknown")
        }
        guard let address = found.ipAddress.flatMap({ Address($0) }) else {
            throw .unreachable("its name is unknown")
        }
        return address
    }
}

/// The first of the outcome and the end of the time. What goes on beyond it is told to stop, and not waited for.
func within<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws(IssuerError) -> Value
) async throws(IssuerError) -> Value {
    let (outcomes, telling) = AsyncStream.makeStream(of: Result<Value, IssuerError>.self)
    let work = Task {
        do throws(IssuerError) {
            telling.yield(.success(try await body()))
        } catch {
            telling.yield(.failure(error))
        }
    }
    let bell = Task {
        try? await Task.sleep(for: limit)
        telling.yield(.failure(.unreachable("no answer within \(limit.components.seconds) s")))
    }
    defer {
        work.cancel()
        bell.cancel()
    }
    guard let first = await outcomes.first(where: { _ in true }) else { throw .unreachable("cancelled") }
    return try first.get()
}
