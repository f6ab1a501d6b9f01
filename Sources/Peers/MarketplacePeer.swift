import FoundationEssentials
import HTTPTypes
package import Hummingbird
import Vocabulary

/// Entra's token endpoint (`/{tenant}/oauth2/token`) and the marketplace's fulfilment API (`/api/saas/…`),
/// answering as Microsoft's emulator does; it differs where the emulator is laxer than the contract, in
/// wanting a bearer.
package actor MarketplacePeer: Peer {
    private let clientID: String?
    private let clientSecret: String?
    private let publisher: String
    private var purchases: [String: MarketplacePeerPurchase] = [:]
    private var bearers: Set<String> = []
    private let faults: FaultScript
    package nonisolated let journal = PeerJournal()

    /// Without a client's id and secret, any client gets a token. The faults are shown first, one a call.
    package init(
        clientID: String? = nil, clientSecret: String? = nil, publisher: String = "FourthCoffee",
        faults: [PeerFault] = []
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.publisher = publisher
        self.faults = FaultScript(faults)
    }

    package nonisolated func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: JournalMiddleware(journal: journal))
        router.add(middleware: CorrelationMiddleware())
        router.add(middleware: FaultMiddleware(script: faults))
        router.post(":tenant/oauth2/token") { request, _ in try await self.grant(request) }
        let subscriptions = router.group("api/saas/subscriptions").add(middleware: VersionMiddleware())
        subscriptions.post("resolve") { request, _ in await self.resolve(request) }
        subscriptions.get(":id") { request, context in await self.show(request, context) }
        subscriptions.post(":id/activate") { request, context in
            try await self.activate(request, context)
        }
        router.get("peer/journal") { _, _ in
            Response.json(.ok, ["entries": .array(await self.journal.entries.map(\.json))])
        }
        router.get("peer/subscriptions") { _, _ in await self.standing() }
        router.put("peer/subscriptions/:id/status/:status") { _, context in await self.force(context) }
        return router
    }

    package func fail(_ more: [PeerFault]) async {
        await faults.add(more)
    }

    /// Takes every bearer back, as an expiry does.
    package func revokeTokens() {
        bearers = []
    }

    /// What the marketplace does by itself: `Suspended`, `Subscribed`, `Unsubscribed`.
    package func set(_ id: String, status: String) {
        purchases[id.lowercased()]?.status = status
    }

    // MARK: Routes

    private func grant(_ request: Request) async throws -> Response {
        var request = request
        let form = try await request.form()
        guard form["grant_type"] == "client_credentials",
            form["resource"] == "20e940b3-4c77-4b0b-9a53-9e16a1b010a7",
            let id = form["client_id"], let secret = form["client_secret"], !id.isEmpty, !secret.isEmpty,
            clientID.map({ $0 == id }) ?? true, clientSecret.map({ $0 == secret }) ?? true
        else {
            return .json(.unauthorized, ["error": "invalid_client", "error_description": "AADSTS7000215"])
        }
        let bearer = "peer-\(UInt64.random(in: 0 ... .max))"
        bearers.insert(bearer)
        let now = wallClock()
        return .json(
            .ok,
            [
                "token_type": "Bearer", "expires_in": "3599", "ext_expires_in": "3599",
                "expires_on": .string(String(now.seconds + 3_599)),
                "not_before": .string(String(now.seconds)),
                "resource": "20e940b3-4c77-4b0b-9a53-9e16a1b010a7", "access_token": .string(bearer),
            ], fields: [.peerEffect: "token"])
    }

    private func resolve(_ request: Request) -> Response {
        guard isAdmitted(request) else { return stranger }
        guard let name = HTTPField.Name("x-ms-marketplace-token"), let token = request.headers[name],
            !token.isEmpty
        else {
            return .json(
                .badRequest,
                [
                    "code": "HeaderNotPresent", "message": "Mandatory header missing",
                    "target": "x-ms-marketplace-token",
                ])
        }
        guard let read = MarketplacePeerPurchase(token: token, publisher: publisher, at: wallClock()) else {
            return .json(
                .badRequest,
                ["code": "InvalidValue", "message": "Failed to decode token", "target": "token"])
        }
        let purchase = purchases[read.id] ?? read
        purchases[read.id] = purchase
        return .json(.ok, purchase.resolved)
    }

    private func show(_ request: Request, _ context: BasicRequestContext) -> Response {
        guard isAdmitted(request) else { return stranger }
        guard let purchase = purchases[id(context)] else { return .text(.notFound, "Not Found") }
        return .json(.ok, purchase.resource)
    }

    private func activate(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
        var request = request
        let body = try await request.json()
        guard isAdmitted(request) else { return stranger }
        let id = id(context)
        guard var purchase = purchases[id], purchase.status != "Unsubscribed" else {
            return .text(.notFound, "Not Found")
        }
        guard body?["planId"]?.string == purchase.plan else {
            return refuse("The plan id should match the purchased plan id", target: "plan id")
        }
        guard body?["quantity"] == nil || body?["quantity"]?.integer == purchase.quantity else {
            return refuse("The quantity should match the purchased quantity", target: "quantity")
        }
        guard purchase.status == "PendingFulfillmentStart" else {
            return refuse("The subscription is already \(purchase.status)", target: "subscription")
        }
        purchase.status = "Subscribed"
        purchase.activatedAt = wallClock()
        purchases[id] = purchase
        return .text(.ok, "OK", fields: [.peerEffect: "activate"])
    }

    private func standing() -> Response {
        let all = purchases.values.sorted { $0.id < $1.id }
        return .json(.ok, ["subscriptions": .array(all.map(\.resource))])
    }

    private func force(_ context: BasicRequestContext) -> Response {
        guard let status = context.parameters.get("status"),
            ["PendingFulfillmentStart", "Subscribed", "Suspended", "Unsubscribed"].contains(status),
            purchases[id(context)] != nil
        else { return .text(.notFound, "Not Found") }
        set(id(context), status: status)
        return .text(.ok, "OK")
    }

    // MARK: Who may, and what it concerns

    private func isAdmitted(_ request: Request) -> Bool {
        request.bearer.map(bearers.contains) ?? false
    }

    private func id(_ context: BasicRequestContext) -> String {
        context.parameters.get("id")?.lowercased() ?? ""
    }

    private var stranger: Response {
        .json(.forbidden, ["code": "Forbidden", "message": "The bearer is missing, invalid or expired"])
    }

    private func refuse(_ message: String, target: String) -> Response {
        .json(
            .badRequest,
            [
                "code": "Bad Argument", "message": "One or more errors have occurred", "target": "activate",
                "details": [
                    "code": "RequiredField", "message": .string(message), "target": .string(target),
                ],
            ])
    }
}
