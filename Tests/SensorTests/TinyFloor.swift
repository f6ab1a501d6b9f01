import CZlib
import HTTPTypes
import Hummingbird
import NIOCore
import Peers
import Vocabulary

/// The uplink of a floor, without the floor: keeps what it is sent, once an idempotency key, and fails by
/// script.
actor TinyFloor: Peer {
    /// What to do with one request.
    enum Turn: Sendable {
        case keep
        case refuse(Int, retryAfter: Int? = nil)
        /// Keeps the batch, and loses the answer.
        case keepSilently
        case reject(line: Int, reason: String)
        case answer(Int, String)
    }

    struct Batch: Sendable {
        let key: String
        let lines: [String]
        let isBackfill: Bool
    }

    private var script: [Turn]
    /// Batches of more bytes than this get 413.
    private let bytesMax: Int
    private(set) var batches: [Batch] = []
    private(set) var requests = 0
    private(set) var authorizations: Set<String> = []

    init(_ script: [Turn] = [], bytesMax: Int = .max) {
        self.script = script
        self.bytesMax = bytesMax
    }

    var lines: [String] { batches.flatMap(\.lines) }

    nonisolated func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.post("v1/uplink/events") { request, _ in try await self.take(request) }
        return router
    }

    private func take(_ request: Request) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: 64 << 20)
        requests += 1
        authorizations.insert(request.headers[.authorization] ?? "")
        guard request.headers[.contentType] == "application/x-ndjson",
            request.headers[.contentEncoding] == "gzip", let plain = gunzipped(body),
            let name = HTTPField.Name("idempotency-key"), let key = request.headers[name]
        else { return Response(status: .unsupportedMediaType) }
        guard plain.count <= bytesMax else { return problem(.contentTooLarge, "too large") }

        let turn = script.isEmpty ? .keep : script.removeFirst()
        switch turn {
        case .refuse(let status, let seconds):
            var response = problem(HTTPResponse.Status(code: status), "scripted")
            if let seconds { response.headers[.retryAfter] = String(seconds) }
            return response
        case .answer(let status, let text):
            return Response(
                status: HTTPResponse.Status(code: status), body: .init(byteBuffer: ByteBuffer(string: text)))
        case .keep, .keepSilently, .reject:
            break
        }

        var lines = String(decoding: plain, as: UTF8.self).split(separator: "\n").map(String.init)
        var errors = ""
        if case .reject(let line, let reason) = turn {
            lines.remove(at: line - 1)
            errors = #"{"line":\#(line),"reason":"\#(reason)"}"#
        }
        let isRepeat = batches.contains { $0.key == key }
        if !isRepeat {
            let isBackfill = request.uri.queryParameters["backfill"] == "true"
            batches.append(Batch(key: key, lines: lines, isBackfill: isBackfill))
        }
        if case .keepSilently = turn { return Response(status: .badGateway) }
        let (accepted, duplicate) = isRepeat ? (0, lines.count) : (lines.count, 0)
        let text = """
            {"receipt":"r\(batches.count)","accepted":\(accepted),"duplicate":\(duplicate),\
            "rejected":\(errors.isEmpty ? 0 : 1),"errors":[\(errors)]}
            """
        return Response(status: .accepted, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    private func problem(_ status: HTTPResponse.Status, _ detail: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/problem+json"],
            body: .init(byteBuffer: ByteBuffer(string: #"{"detail":"\#(detail)"}"#)))
    }
}

/// - Returns: `nil` where the bytes are not gzip.
func gunzipped(_ packed: ByteBuffer) -> [UInt8]? {
    var stream = z_stream()
    guard zlib_inflate_start(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = Array(packed.readableBytesView)
    var plain: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 1 << 16)
    return input.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        while true {
            let (outcome, count) = room.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                let outcome = inflate(&stream, Z_NO_FLUSH)
                return (outcome, room.count - Int(stream.avail_out))
            }
            plain += room.prefix(count)
            if outcome == Z_STREAM_END { return plain }
            guard outcome == Z_OK else { return nil }
        }
    }
}
