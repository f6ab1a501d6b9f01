import HTTPTypes
import Hummingbird
import Logging
import NIOCore
package import Operations
import Telemetry
import Vocabulary

/// Lets a request in, or says why not: who it is first, then what it says, held against the contract.
package struct Door: Sendable {
    /// The longest text that any field takes is some thirty pages; four bytes a character and room for escapes.
    package static let bodyBytesMaximum = 1_048_576

    private let floor: Floor
    private let clock: any WallClock

    package init(floor: Floor, clock: any WallClock) {
        self.floor = floor
        self.clock = clock
    }

    /// - Throws: `Problem` 401, 404 for a path that cannot name anything, 422, 428, 415, 413, 400, in this order.
    func admit(_ request: Request, to operation: Contract.Operation, _ context: APIContext) async throws
        -> Call
    {
        let certificate = context.clientCertificate.flatMap { PresentedCertificate(der: $0) }
        let identity: Identity
        if operation.isOpen {
            identity = Identity(caller: .nobody)
        } else if operation.isForSensors {
            identity = Identity(caller: try await identifySensor(request, certificate, context))
        } else {
            identity = try await identify(request, context)
        }
        let path = try operation.path(from: context.parameters)
        let query = try operation.query(from: request.uri.query ?? "")
        try operation.check(request.headers)
        let body = try await body(of: request, for: operation)
        return Call(
            floor: floor,
            context: OperationContext(
                caller: identity.caller, requestID: context.requestID, client: context.client, clock: clock,
                logger: context.logger,
                idempotencyKey: request.headers[.idempotencyKey], session: identity.session),
            operation: operation, path: path, query: query, headers: request.headers, body: body,
            certificate: certificate)
    }

    /// A key if there is one, else the connection's certificate.
    private func identifySensor(
        _ request: Request, _ certificate: PresentedCertificate?, _ context: APIContext
    ) async throws -> Caller {
        let asking = OperationContext(
            caller: .nobody, requestID: context.requestID, client: context.client, clock: clock,
            logger: context.logger)
        guard
            let proof = AuthenticateSensor.Proof(
                authorization: request.headers[.authorization], certificate: certificate)
        else { throw Problem.unauthenticated }
        return try await AuthenticateSensor(proof).perform(on: floor, in: asking)
    }

    /// A sensor's key opens the uplink alone: here it is no credential.
    private func identify(_ request: Request, _ context: APIContext) async throws -> Identity {
        guard let field = request.headers[.authorization] else {
            return try await identifyBrowser(request, context)
        }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Problem.unauthenticated }
        let credential = String(parts[1])
        if CompactToken.isOne(credential) {
            let caller = try await AuthenticateToken(credential).perform(
                on: floor,
                in: OperationContext(
                    caller: .nobody, requestID: context.requestID, client: context.client, clock: clock,
                    logger: context.logger))
            return Identity(caller: caller)
        }
        let identity = try await floor.identify(bearer: credential, client: context.client, at: clock.now())
        switch identity.caller {
        case .user, .staff, .integration: return identity
        case .nobody, .sensor, .system: throw Problem.unauthenticated
        }
    }

    /// A session in a cookie, which the browser sends by itself: so a change must say that one of our own pages asks for
    /// it, which no page of another site can.
    private func identifyBrowser(_ request: Request, _ context: APIContext) async throws -> Identity {
        guard let secret = Cookie.session.value(in: request.headers),
            Secret(presented: secret).kind == .session
        else { throw Problem.unauthenticated }
        if request.method != .get && request.method != .head {
            let isOwn =
                request.headers[.secFetchSite].map { $0 == "same-origin" }
                ?? request.headers[.origin].map { $0 == floor.settings.origin } ?? false
            guard isOwn else {
                throw Problem(
                    .forbidden, "A browser's session changes things from this service's own pages alone.")
            }
        }
        return try await floor.identify(bearer: secret, client: context.client, at: clock.now())
    }

    private func body(of request: Request, for operation: Contract.Operation) async throws -> JSON {
        guard let expected = operation.body, let shape = expected.shape else { return .null }
        let declared = request.headers[.contentLength].flatMap(Int.init)
        if let declared, declared > Self.bodyBytesMaximum { throw Problem.contentTooLarge }
        if request.headers[.contentType] != nil || declared ?? 0 > 0 {
            try MediaType.requireJSON(request.headers[.contentType])
        }
        let buffer = try await collect(request)
        if buffer.readableBytes == 0 {
            guard expected.isRequired else { return .null }
            throw Problem(
                .invalid, "The request is not valid.", faults: [FieldFault("", "A body is needed.")])
        }
        try MediaType.requireJSON(request.headers[.contentType])
        let value = try JSON(body: Array(buffer.readableBytesView))
        let faults = shape.faults(of: value)
        guard faults.isEmpty else { throw Problem(.invalid, "The request is not valid.", faults: faults) }
        return value
    }

    private func collect(_ request: Request) async throws -> ByteBuffer {
        do {
            return try await request.body.collect(upTo: Self.bodyBytesMaximum)
        } catch is NIOTooManyBytesError {
            throw Problem.contentTooLarge
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The connection broke off, or what came is no HTTP.
            throw Problem(.badRequest, "The body could not be read to its end.")
        }
    }
}
