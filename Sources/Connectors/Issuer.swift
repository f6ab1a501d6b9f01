import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Operations
import Vocabulary

/// One issuer, as far as this process knows it: what it says of itself, and its keys.
///
/// One call to it is under way at a time, whoever waits. While it is away its last keys serve on for an hour; a key name
/// that nobody knows asks it at most every half minute, so that made-up tokens do not become its load.
actor Issuer {
    /// Younger keys are taken as they are; older ones too, while newer ones are fetched beside.
    static let refreshAfter: Duration = .minutes(5)
    /// Past this a key that was withdrawn is not believed any more, while the issuer answers.
    static let freshFor: Duration = .minutes(10)
    /// And past this not while it is away either.
    static let staleFor: Duration = .minutes(60)
    static let pauseAfterSuccess: Duration = .seconds(30)
    static let pauseAfterFailure: Duration = .seconds(5)
    /// Who waits costs memory; past this many, the others are told to come back.
    static let waitingMaximum = 256

    private let issuer: String
    private let http: GuardedHTTP
    private var metadata: (value: IssuerMetadata, at: Timestamp)?
    private var discovery: Task<Result<IssuerMetadata, IssuerError>, Never>?
    private var undiscovered: (failure: IssuerError, at: Timestamp)?
    private var keys: PublishedKeys?
    private var underway: Task<Result<Void, IssuerError>, Never>?
    private var askedAt: Timestamp?
    private var failure: IssuerError?
    private var waiting = 0

    init(_ issuer: String, http: GuardedHTTP) {
        self.issuer = issuer
        self.http = http
    }

    /// The keys of this name that serve without waiting; empty where somebody has to ask.
    func known(_ id: String, at now: Timestamp) -> [PublishedKey] {
        guard let keys, !keys[id].isEmpty else { return [] }
        let age = now - keys.fetchedAt
        if age >= Self.refreshAfter {
            guard age < Self.freshFor || (failure != nil && age < Self.staleFor) else { return [] }
            _ = ask(at: now)
        }
        return keys[id]
    }

    /// - Throws: `IssuerError` where there are no keys to be had; an unknown name is an empty answer.
    func published(_ id: String, at now: Timestamp) async throws(IssuerError) -> [PublishedKey] {
        let at = known(id, at: now)
        if !at.isEmpty { return at }
        if let call = ask(at: now) {
            guard waiting < Self.waitingMaximum else { throw .unreachable("too many wait for its keys") }
            waiting += 1
            _ = await call.value
            waiting -= 1
        }
        guard let keys, now - keys.fetchedAt < (failure == nil ? Self.freshFor : Self.staleFor) else {
            throw failure ?? .unreachable("it was asked a moment ago")
        }
        return keys[id]
    }

    /// What it says of itself; at most an hour old, and older only while it is away.
    func description(at now: Timestamp) async throws(IssuerError) -> IssuerMetadata {
        if let metadata, now - metadata.at < Self.staleFor { return metadata.value }
        if let undiscovered, (.zero..<Self.pauseAfterFailure).contains(now - undiscovered.at),
            discovery == nil
        {
            throw undiscovered.failure
        }
        let call = discovery ?? Task { await self.discover(at: now) }
        discovery = call
        let outcome = await call.value
        if case .failure(.unreachable) = outcome, let metadata { return metadata.value }
        return try outcome.get()
    }

    /// The call that is under way, or a new one where it is time for one.
    private func ask(at now: Timestamp) -> Task<Result<Void, IssuerError>, Never>? {
        if let underway { return underway }
        if let askedAt {
            let pause = failure == nil ? Self.pauseAfterSuccess : Self.pauseAfterFailure
            // A clock that was set back must not silence us.
            guard now - askedAt >= pause || now < askedAt else { return nil }
        }
        askedAt = now
        let call = Task { await self.refresh(at: now) }
        underway = call
        return call
    }

    private func refresh(at now: Timestamp) async -> Result<Void, IssuerError> {
        defer { underway = nil }
        do throws(IssuerError) {
            let metadata = try await description(at: now)
            keys = try await fetchKeys(metadata.keysURL, at: now)
            failure = nil
            return .success(())
        } catch {
            failure = error
            // Its keys may have moved: the next call asks where they are.
            metadata?.at = now - Self.staleFor
            return .failure(error)
        }
    }

    private func discover(at now: Timestamp) async -> Result<IssuerMetadata, IssuerError> {
        defer { discovery = nil }
        do throws(IssuerError) {
            let reply = try await http.send(.get(IssuerDocument.url(of: issuer)))
            guard reply.status == 200 else {
                throw IssuerError.reply(reply.status, "its discovery document")
            }
            guard let document = reply.decoded(IssuerDocument.self) else {
                throw IssuerError.unfit("its discovery document cannot be read")
            }
            let found = try document.metadata(of: issuer, http.networks)
            metadata = (found, now)
            undiscovered = nil
            return .success(found)
        } catch {
            undiscovered = (error, now)
            return .failure(error)
        }
    }

    private func fetchKeys(_ url: String, at now: Timestamp) async throws(IssuerError) -> PublishedKeys {
        let reply = try await http.send(.get(url))
        guard reply.status == 200 else { throw .reply(reply.status, "its keys") }
        return try await PublishedKeys(json: Array(reply.body.readableBytesView), at: now)
    }
}

extension IssuerError {
    fileprivate static func reply(_ status: Int, _ what: String) -> IssuerError {
        status == 429 || status >= 500
            ? .unreachable("\(what): \(status)") : .unfit("\(what): \(status)")
    }
}

extension HTTPClientRequest {
    fileprivate static func get(_ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.headers.add(name: "accept", value: "application/json")
        return request
    }
}
