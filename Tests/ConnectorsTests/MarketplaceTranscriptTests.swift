import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Peers
import Testing
import Vocabulary

/// One exchange with Microsoft's emulator, as it was recorded.
private struct Recorded: Decodable {
    let dir: String
    let method: String
    let path: String
    let reqHeaders: [String: String]?
    let reqBody: JSON?
    let status: Int?
    let respHeaders: [String: String]?
    let respBody: JSON?
}

private enum Transcript {
    static let path =
        (ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"] ?? "../shared")
        + "/contracts/marketplace/emulator-transcript.jsonl"

    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    static func read() throws -> [Recorded] {
        try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            .split(separator: "\n")
            .map { try JSONDecoder().decode(Recorded.self, from: Data($0.utf8)) }
    }
}

@Suite struct `The marketplace's stand-in` {
    /// The emulator's publisher side has more than we use: changes of plan and their operations. Of the rest,
    /// the order is kept; where the marketplace acts by itself in between, the stand-in is told to.
    @Test(.enabled(if: Transcript.isThere)) func `answers as the emulator did`() async throws {
        let peer = MarketplacePeer()
        try await PeerServer.serving(peer) { base in
            let bearer = try await bearer(base)
            var replayed = 0
            // The states that the marketplace brings about by itself, and the plan and seats it changes.
            for recorded in try Transcript.read() {
                if recorded.path.contains("/webhook/subscription/") {
                    let verb = recorded.path.split(separator: "/").last.map(String.init)
                    let states = [
                        "suspend": "Suspended", "reinstate": "Subscribed", "unsubscribe": "Unsubscribed",
                    ]
                    if let state = verb.flatMap({ states[$0] }) {
                        await peer.set(purchaseID, status: state)
                    }
                }
                guard recorded.isOurs else { continue }
                try await replay(recorded, base: base, bearer: bearer)
                replayed += 1
            }
            #expect(replayed >= 12)
        }
    }

    @Test func `wants a bearer`() async throws {
        try await PeerServer.serving(MarketplacePeer()) { base in
            var request = HTTPClientRequest(
                url: base + "/api/saas/subscriptions/\(purchaseID)?api-version=2018-08-31")
            let (without, _) = try await answer(request)
            #expect(without == 403)
            request.headers.add(name: "authorization", value: "Bearer stolen")
            let (stolen, _) = try await answer(request)
            #expect(stolen == 403)
        }
    }

    private func replay(_ recorded: Recorded, base: String, bearer: String) async throws {
        var request = HTTPClientRequest(url: base + recorded.path)
        request.method = HTTPMethod(rawValue: recorded.method)
        request.headers.add(name: "authorization", value: "Bearer \(bearer)")
        for (name, value) in recorded.reqHeaders ?? [:] { request.headers.add(name: name, value: value) }
        if let body = recorded.reqBody, body != .null {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        }
        let (status, body) = try await answer(request)
        let what: Comment = "\(recorded.method) \(recorded.path)"
        #expect(status == recorded.status, what)
        guard let expected = recorded.respBody else { return }
        #expect(comparable(body) == comparable(expected), what)
    }

    /// Times differ from run to run; a change of plan or seats is not replayed, nor is what it leaves behind.
    private func comparable(_ json: JSON) -> JSON {
        guard case .object(var members) = json else { return json }
        for name in ["lastModified", "term", "planId", "quantity"]
        where members["saasSubscriptionStatus"] != nil {
            members[name] = nil
        }
        if let inner = members["subscription"] { members["subscription"] = comparable(inner) }
        return .object(members)
    }

    private func bearer(_ base: String) async throws -> String {
        var request = HTTPClientRequest(url: base + "/tenant/oauth2/token")
        request.method = .POST
        request.body = .bytes(
            ByteBuffer(
                string: "grant_type=client_credentials&client_id=a&client_secret=b"
                    + "&resource=20e940b3-4c77-4b0b-9a53-9e16a1b010a7"))
        return try #require(try await answer(request).1["access_token"]?.string)
    }

    private func answer(_ request: HTTPClientRequest) async throws -> (Int, JSON) {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = try await response.body.collect(upTo: 1 << 20)
        let json = try? JSONDecoder().decode(JSON.self, from: Data(body.readableBytesView))
        return (Int(response.status.code), json ?? .string(String(buffer: body)))
    }
}

extension Recorded {
    /// Whether the stand-in speaks of this at all.
    fileprivate var isOurs: Bool {
        let route = path.prefix { $0 != "?" }
        guard dir == "publisher->emulator", route.hasPrefix("/api/saas/subscriptions/") else { return false }
        return route.hasSuffix("/resolve") || route.hasSuffix("/activate")
            || (method == "GET" && route.hasSuffix(purchaseID))
    }
}
