import AsyncHTTPClient
import Connectors
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Peers
import Testing
import Vocabulary

@Suite struct `Google's stand-in` {
    @Test func `gives a token only for a signed assertion of the right form`() async throws {
        let header = base64URL(#"{"alg":"RS256","typ":"JWT"}"#)
        let signature = String(repeating: "A", count: 342)
        let now = Int64(Date().timeIntervalSince1970)
        func claims(_ iat: Int64, _ exp: Int64, aud: String = "https://x/token", sub: String = "a@b")
            -> String
        {
            base64URL(#"{"iss":"s","sub":"\#(sub)","scope":"x","aud":"\#(aud)","iat":\#(iat),"exp":\#(exp)}"#)
        }
        let good = "\(header).\(claims(now, now + 3_600)).\(signature)"
        let rows: [(String, Int)] = [
            (good, 200), ("", 400), ("a.b.c", 400), ("\(header).\(claims(now, now + 3_600)).AAAA", 400),
            ("\(base64URL(#"{"alg":"none"}"#)).\(claims(now, now + 3_600)).\(signature)", 400),
            ("\(header).\(claims(now, now + 3_601)).\(signature)", 400),
            ("\(header).\(claims(now - 7_200, now - 3_600)).\(signature)", 400),
            ("\(header).\(claims(now, now + 60, aud: "https://x")).\(signature)", 400),
            ("\(header).\(claims(now, now + 60, sub: "")).\(signature)", 401),
        ]
        try await PeerServer.serving(GooglePeer()) { base in
            for (assertion, status) in rows {
                var request = HTTPClientRequest(url: base + "/token")
                request.method = .POST
                let grant = "urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer"
                request.body = .bytes(ByteBuffer(string: "grant_type=\(grant)&assertion=\(assertion)"))
                let (answered, _) = try await json(request)
                #expect(answered == status, "\(assertion)")
            }
        }
    }

    @Test func `shows a demonstration what was done, and when`() async throws {
        let before = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let peer = GooglePeer(domains: ["tenant-a.example"])
        try await PeerServer.serving(peer) { base in
            let directory = try GoogleDirectory(googleSettings(base: base), exchange: exchange())
            try await directory.revokeSessions(of: "mara@tenant-a.example")
            try await directory.disable("mara@tenant-a.example")
            let (_, journal) = try await json(HTTPClientRequest(url: base + "/peer/journal"))
            let entries = try #require(journal["entries"]?.array)
            #expect(entries.map { $0["effect"]?.string } == ["token", "sign_out", "suspend"])
            let times = try entries.map { try #require($0["at"]?.string.flatMap { Timestamp($0) }) }
            #expect(times == times.sorted())
            #expect(times.allSatisfy { $0 >= before })
            let (_, accounts) = try await json(HTTPClientRequest(url: base + "/peer/accounts"))
            #expect(
                accounts["accounts"]?.array == [
                    [
                        "id": "100000000000000000", "primary_email": "mara@tenant-a.example", "sessions": 0,
                        "suspended": true,
                    ]
                ])
        }
    }

    private func json(_ request: HTTPClientRequest) async throws -> (Int, JSON) {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = try await response.body.collect(upTo: 1 << 20)
        return (
            Int(response.status.code),
            try JSONDecoder().decode(JSON.self, from: Data(body.readableBytesView))
        )
    }

    private func base64URL(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
