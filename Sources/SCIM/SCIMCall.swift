import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Operations
import Telemetry
import Vocabulary

/// One request of a directory, let in.
struct SCIMCall: Sendable {
    static let countMaximum = 200

    let floor: Floor
    let context: OperationContext
    let method: HTTPRequest.Method
    /// Behind `/scim/v2`, percent-decoded.
    let path: [String]
    /// By name; of two of one name the last.
    let query: [String: String]
    let base: String
    /// The version of `If-Match`; `nil` takes any.
    let version: Int64?
    private let request: Request

    /// - Throws: `Problem` 401, 415; `SCIMError` 400.
    init(
        _ request: Request, _ floor: Floor, _ clock: any WallClock, _ visitor: SCIMVisitor,
        _ base: String
    ) async throws {
        self.request = request
        self.floor = floor
        self.base = base
        method = request.method
        let caller = try await Self.identify(request, floor, visitor.client, clock)
        context = OperationContext(
            caller: caller, requestID: visitor.requestID, client: visitor.client, clock: clock,
            logger: visitor.logger)
        path = request.uri.path.dropFirst(SCIMDoor.path.count).split(separator: "/")
            .map { $0.removingPercentEncoding ?? String($0) }
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters { query[String(name)] = String(value) }
        self.query = query
        version = try Self.version(request.headers[.ifMatch])
    }

    private static func identify(
        _ request: Request, _ floor: Floor, _ client: Address?, _ clock: any WallClock
    ) async throws -> Caller {
        guard let field = request.headers[.authorization] else { throw Problem.unauthenticated }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem.unauthenticated }
        let caller = try await floor.authenticate(
            bearer: String(parts[1]), client: client, at: clock.now())
        // A directory belongs to one customer: the operator's people have none to speak for.
        switch caller {
        case .integration, .user: return caller
        case .nobody, .sensor, .staff, .system: throw Problem.unauthenticated
        }
    }

    private static func version(_ field: String?) throws(SCIMError) -> Int64? {
        guard let field, field != "*" else { return nil }
        var text = field[...]
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        guard text.hasPrefix("\""), text.hasSuffix("\""), text.count > 2,
            let version = Int64(text.dropFirst().dropLast())
        else { throw SCIMError(.preconditionFailed, "The ETag is none of ours.") }
        return version
    }

    /// The last part of the path as an id; what is none names nothing.
    func id<Noun>(_: Noun.Type) throws(SCIMError) -> Identifier<Noun> {
        guard path.count == 2, let id = Identifier<Noun>(path[1]) else {
            throw SCIMError(.notFound, "There is no such resource.")
        }
        return id
    }

    func projection(_ type: ResourceType) throws(SCIMError) -> Projection {
        guard query["attributes"] == nil || query["excludedAttributes"] == nil else {
            throw .value("attributes and excludedAttributes exclude one another.")
        }
        return Projection(
            attributes: query["attributes"], excludedAttributes: query["excludedAttributes"], of: type)
    }

    /// One-based, as RFC 7644 (3.4.2.4) has it; what is below is taken as the least there is.
    func window() throws(SCIMError) -> (start: Int, count: Int) {
        func number(_ name: String, _ missing: Int) throws(SCIMError) -> Int {
            guard let text = query[name] else { return missing }
            guard let number = Int(text) else { throw .value("\(name) is no number.") }
            return number
        }
        let start = try max(1, number("startIndex", 1))
        let count = try min(Self.countMaximum, max(0, number("count", Self.countMaximum)))
        return (start, count)
    }

    func body() async throws -> JSON {
        let type = request.headers[.contentType]?.split(separator: ";").first?
            .trimmingCharacters(in: .whitespaces).lowercased()
        guard type == "application/scim+json" || type == "application/json" else {
            throw SCIMError(.unsupportedMediaType, "Send application/scim+json.")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: SCIMDoor.bodyBytesMaximum)
        } catch is NIOTooManyBytesError {
            throw SCIMError(.contentTooLarge, "A body has at most \(SCIMDoor.bodyBytesMaximum) bytes here.")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw SCIMError.syntax("The body could not be read to its end.")
        }
        let bytes = Array(buffer.readableBytesView)
        guard JSONDepth.isBounded(bytes), String(validating: bytes, as: UTF8.self) != nil,
            let value = try? JSONDecoder().decode(JSON.self, from: Data(bytes))
        else { throw SCIMError.syntax("The body is not JSON.") }
        return value
    }
}

/// Counted before reading, so that nothing recurses on a stranger's word.
private enum JSONDepth {
    static func isBounded(_ bytes: [UInt8]) -> Bool {
        var depth = 0
        var isInText = false
        var isEscaped = false
        for byte in bytes {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if depth > 16 { return false }
        }
        return true
    }
}
