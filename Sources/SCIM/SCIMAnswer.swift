import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// A status and a SCIM document.
struct SCIMAnswer: Sendable {
    let status: HTTPResponse.Status
    let body: JSON?
    var location: String?
    var version: Int64?

    init(_ status: HTTPResponse.Status, _ body: JSON? = nil) {
        self.status = status
        self.body = body
    }

    init(_ status: HTTPResponse.Status, _ resource: Resource, _ projection: Projection) {
        self.init(status, projection.applied(to: resource.members))
        location = resource.location
        version = resource.version
    }

    static func list(_ resources: [JSON], total: Int, start: Int) -> JSON {
        [
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": .integer(Int64(total)), "startIndex": .integer(Int64(start)),
            "itemsPerPage": .integer(Int64(resources.count)), "Resources": .array(resources),
        ]
    }

    var response: Hummingbird.Response {
        var headers = HTTPFields()
        if let version { headers[.eTag] = Resource.tag(version) }
        if let location { headers[.location] = location }
        guard let body else { return Hummingbird.Response(status: status, headers: headers) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A `JSON` value that came out of JSON goes into JSON.
        let data = (try? encoder.encode(body)) ?? Data()
        headers[.contentType] = "application/scim+json"
        headers[.contentLength] = "\(data.count)"
        return Hummingbird.Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
