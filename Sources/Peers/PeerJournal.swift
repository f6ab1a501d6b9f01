import HTTPTypes
import Hummingbird
package import Vocabulary

/// One call that reached a peer.
package struct JournalEntry: Hashable, Sendable {
    /// When its head had come in.
    package let at: Timestamp
    package let answeredAt: Timestamp
    package let method: String
    /// Without the query, still percent-encoded.
    package let path: String
    /// What it changed: `token`, `sign_out`, `suspend`, `restore`, `activate`; `nil` where nothing.
    package let effect: String?
    package let status: Int

    var json: JSON {
        [
            "at": .string(at.description), "answered_at": .string(answeredAt.description),
            "at_us": .integer(at.microseconds), "answered_at_us": .integer(answeredAt.microseconds),
            "method": .string(method), "path": .string(path),
            "effect": effect.map(JSON.string) ?? .null, "status": .integer(Int64(status)),
        ]
    }
}

/// Every call, in the order of the answers.
package actor PeerJournal {
    /// A demonstration makes hundreds of calls; the oldest make room past this many.
    static let entriesMax = 100_000

    package private(set) var entries: [JournalEntry] = []

    func append(_ entry: JournalEntry) {
        if entries.count >= Self.entriesMax { entries.removeFirst(Self.entriesMax / 10) }
        entries.append(entry)
    }
}

extension HTTPField.Name {
    /// How a route tells the journal what it changed; removed before the answer leaves.
    static let peerEffect = HTTPField.Name("x-peer-effect") ?? .server
}

struct JournalMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext
    let journal: PeerJournal

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard !request.uri.path.hasPrefix("/peer/") else { return try await next(request, context) }
        let at = wallClock()
        var response = try await next(request, context)
        let entry = JournalEntry(
            at: at, answeredAt: wallClock(), method: request.method.rawValue, path: request.uri.path,
            effect: response.headers[.peerEffect], status: response.status.code)
        response.headers[.peerEffect] = nil
        await journal.append(entry)
        return response
    }
}
