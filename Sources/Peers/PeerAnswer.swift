import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

extension Response {
    /// An answer in JSON, keys sorted so that two runs answer alike.
    static func json(_ status: HTTPResponse.Status, _ body: JSON, fields: HTTPFields = [:]) -> Response {
        var headers = fields
        headers[.contentType] = "application/json; charset=utf-8"
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: encoded(body))))
    }

    static func text(_ status: HTTPResponse.Status, _ body: String, fields: HTTPFields = [:]) -> Response {
        var headers = fields
        headers[.contentType] = "text/plain; charset=utf-8"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: body)))
    }

    private static func encoded(_ body: JSON) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A `JSON` has no value that cannot be written but a number that is not finite; we make none.
        return (try? encoder.encode(body)) ?? Data("null".utf8)
    }
}

extension Request {
    /// The body read as JSON; `nil` where it is something else. Peers read a megabyte at most.
    mutating func json() async throws -> JSON? {
        let buffer = try await collectBody(upTo: 1 << 20)
        return try? JSONDecoder().decode(JSON.self, from: Data(buffer.readableBytesView))
    }

    /// The body read as `application/x-www-form-urlencoded`.
    mutating func form() async throws -> [String: String] {
        let buffer = try await collectBody(upTo: 1 << 20)
        var fields: [String: String] = [:]
        for pair in String(decoding: buffer.readableBytesView, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.flatMap({ percentDecoded($0, plusIsSpace: true) }) else { continue }
            fields[name] = parts.count > 1 ? percentDecoded(parts[1], plusIsSpace: true) : ""
        }
        return fields
    }

    var bearer: String? {
        guard let field = headers[.authorization], field.lowercased().hasPrefix("bearer ") else { return nil }
        return String(field.dropFirst(7))
    }
}

/// - Returns: `nil` where a `%` is not followed by two hexadecimal digits.
func percentDecoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "%"):
            guard index + 2 < bytes.count,
                let value = UInt8(
                    String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            else { return nil }
            result.append(value)
            index += 3
        case UInt8(ascii: "+") where plusIsSpace:
            result.append(UInt8(ascii: " "))
            index += 1
        default:
            result.append(bytes[index])
            index += 1
        }
    }
    return String(decoding: result, as: UTF8.self)
}

/// Reads base64 in either alphabet, padded or not.
func base64Decoded(_ text: some StringProtocol) -> Data? {
    var plain = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }.filter { $0 != "=" })
    plain += String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain)
}

func wallClock() -> Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
}
