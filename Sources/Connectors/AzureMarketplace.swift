import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
package import Onboarding
package import Operations
package import Vocabulary

/// Microsoft's commercial marketplace, SaaS fulfilment API version 2.
package struct AzureMarketplace: Marketplace {
    static let apiVersion = "2018-08-31"

    private let base: ServiceAddress
    private let grant: AzureGrant
    private let tokens = AccessTokens()
    private let exchange: Exchange

    /// - Throws: ``MarketplaceError/unauthorised(_:)`` where the settings cannot work.
    package init(_ settings: AzureMarketplaceSettings, exchange: Exchange) throws(MarketplaceError) {
        guard let base = ServiceAddress(settings.baseURL) else {
            throw .unauthorised("base_url \(ServiceAddress.rule)")
        }
        self.base = base
        self.grant = try AzureGrant(settings, exchange: exchange)
        self.exchange = exchange
    }

    package func resolve(token: String) async throws(MarketplaceError) -> ResolvedSubscription {
        guard let token = MarketplaceToken(token) else { throw .rejected("the token is malformed") }
        var request = request(.POST, "/saas/subscriptions/resolve")
        request.headers.add(name: "x-ms-marketplace-token", value: token.value)
        return try read(try await call(request))
    }

    package func subscription(
        _ id: SubscriptionID
    ) async throws(MarketplaceError) -> MarketplaceSubscription {
        try read(try await call(request(.GET, "/saas/subscriptions/\(id)")))
    }

    package func activate(
        _ id: SubscriptionID, plan: String, quantity: Int?
    ) async throws(MarketplaceError) {
        var request = request(.POST, "/saas/subscriptions/\(id)/activate")
        let body: Data
        do {
            body = try JSONEncoder().encode(Activation(planId: plan, quantity: quantity))
        } catch {
            throw .rejected("the plan's id cannot be written as JSON")
        }
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body))

        let reply = try await send(request)
        if reply.status == 400, reply.attempts > 1 {
            // An earlier try may have activated before its answer was lost; then the refusal of the second is
            // the proof of the first. Only the subscription itself can tell.
            let now = try await subscription(id)
            if now.state == .subscribed, now.plan == plan, quantity == nil || now.quantity == quantity {
                return
            }
        }
        if let error = reply.marketplaceError { throw error }
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: "\(base.text)\(path)?api-version=\(Self.apiVersion)")
        request.method = method
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "x-ms-requestid", value: UUID().uuidString.lowercased())
        request.headers.add(name: "x-ms-correlationid", value: UUID().uuidString.lowercased())
        return request
    }

    private func call(_ request: HTTPClientRequest) async throws(MarketplaceError) -> Reply {
        let reply = try await send(request)
        if let error = reply.marketplaceError { throw error }
        return reply
    }

    private func send(_ request: HTTPClientRequest) async throws(MarketplaceError) -> Reply {
        let first = try await accessToken()
        let reply = try await send(request, bearer: first)
        guard reply.status == 401 || reply.status == 403 else { return reply }
        // The marketplace says 403 to an expired bearer as well as to a stranger: once, we ask for another.
        await tokens.discard(first)
        return try await send(request, bearer: try await accessToken())
    }

    private func send(
        _ request: HTTPClientRequest, bearer: String
    ) async throws(MarketplaceError) -> Reply {
        var request = request
        request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(bearer)")
        do {
            return try await exchange.send(request)
        } catch {
            throw .unavailable(error.reason, retryAfter: nil)
        }
    }

    private func accessToken() async throws(MarketplaceError) -> String {
        let grant = grant
        return try await tokens.value(at: exchange.timing.now()) { () async throws(MarketplaceError) in
            try await grant.request()
        }
    }

    private func read<Value: Decodable>(_ reply: Reply) throws(MarketplaceError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(reply.body.readableBytesView))
        } catch {
            throw .unreadable("an answer that does not fit the contract")
        }
    }
}

private struct Activation: Encodable {
    let planId: String
    /// Absent where the plan is not sold by the seat.
    let quantity: Int?
}
