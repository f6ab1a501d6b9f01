import Foundation
package import HTTPTypes
import Hummingbird
import NIOCore

/// What goes back: a status, headers, a body in one media type.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status
    package var headers: HTTPFields
    package var body: [UInt8]
    /// What is written piece by piece instead of `body`.
    private var stream: ResponseBody?

    package init(_ status: HTTPResponse.Status, _ mediaType: String? = nil, _ body: [UInt8] = []) {
        self.status = status
        headers = [:]
        headers[.contentType] = mediaType
        self.body = body
    }

    package static func ok(_ view: some Encodable) throws -> Answer { try json(.ok, view) }

    /// Something was made, and can be read at the path `location`.
    package static func created(_ view: some Encodable, at location: String) throws -> Answer {
        var answer = try json(.created, view)
        answer.headers[.location] = location
        return answer
    }

    package static var noContent: Answer { Answer(.noContent) }

    package static func text(_ text: String, as mediaType: String) -> Answer {
        Answer(.ok, mediaType, Array(text.utf8))
    }

    /// A body of any length, which is never held in memory as a whole. Where writing fails the connection breaks off:
    /// the status has long been sent.
    static func streamed<Texts: AsyncSequence & Sendable>(
        as mediaType: String, _ texts: Texts
    ) -> Answer where Texts.Element == String {
        var answer = Answer(.ok, mediaType)
        answer.stream = ResponseBody(asyncSequence: texts.map { ByteBuffer(string: $0) })
        return answer
    }

    package static func json(
        _ status: HTTPResponse.Status, _ view: some Encodable, as mediaType: String = "application/json"
    ) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Answer(status, mediaType, [UInt8](try encoder.encode(view)))
    }

    /// Adds the version by which `If-Match` knows it again.
    package func tagged(_ tag: EntityTag) -> Answer {
        var answer = self
        answer.headers[.eTag] = tag.description
        return answer
    }

    var response: Hummingbird.Response {
        var headers = headers
        if let stream { return Hummingbird.Response(status: status, headers: headers, body: stream) }
        headers[.contentLength] = status == .noContent ? nil : String(body.count)
        return Hummingbird.Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
