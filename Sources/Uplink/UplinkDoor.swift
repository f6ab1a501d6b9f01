import Foundation
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
package import Operations
import Vocabulary

/// The sensors' door: who is it, how big is it, can it be read, and then one answer once it is stored.
package struct UplinkDoor: Sendable {
    private let floor: Floor
    private let clock: any WallClock
    private let gate: IntakeGate

    package init(floor: Floor, clock: any WallClock, gate: IntakeGate) {
        self.floor = floor
        self.clock = clock
        self.gate = gate
    }

    /// `POST /v1/uplink/events`.
    ///
    /// - Throws: `Problem` 401, 422, 415, 429, 413, 400, in this order, and 503 while the database is away.
    package func receive(
        _ request: Request, from visitor: UplinkVisitor
    ) async throws -> Hummingbird.Response {
        let (caller, tenant) = try await identify(request, visitor)
        let question = try UplinkQuery(request.uri.query ?? "")
        try Self.checkMediaType(request.headers[.contentType])
        guard let coding = ContentCoding(header: request.headers[.contentEncoding]) else {
            throw Problem(.unsupportedMediaType, "A body is packed by gzip or zstd, or not at all.")
        }
        let key = try Self.idempotencyKey(request)
        try gate.check(tenant, at: clock.now())

        let declared = request.headers[.contentLength].flatMap(Int.init)
        if let declared, declared > IngestBatch.bytesMaximum {
            throw Problem.tooLarge(IngestBatch.bytesMaximum)
        }
        // What is packed may unpack to the bound; room for the usual ratio is taken before a byte is read.
        var room = min(IngestBatch.bytesMaximum, (declared ?? 1 << 20) * (coding == .identity ? 1 : 8))
        try gate.enter(room)
        defer { gate.leave(room) }
        let body = try await unpack(request, coding, room: &room)

        let context = context(caller, visitor, key: key)
        let receipt = try await IngestBatch(
            source: question.source, body: body, isBackfill: question.isBackfill
        ).perform(on: floor, in: context)
        gate.count(receipt.accepted, of: tenant, at: clock.now())
        return try ReceiptView(receipt).response
    }

    private func identify(_ request: Request, _ visitor: UplinkVisitor) async throws -> (Caller, TenantID) {
        let certificate = visitor.certificate.flatMap { PresentedCertificate(der: $0) }
        guard
            let proof = AuthenticateSensor.Proof(
                authorization: request.headers[.authorization], certificate: certificate)
        else { throw Problem.unauthenticated }
        let caller = try await AuthenticateSensor(proof).perform(
            on: floor, in: context(.nobody, visitor, key: nil))
        guard let tenant = caller.tenant else { throw Problem.unauthenticated }
        return (caller, tenant)
    }

    private func context(_ caller: Caller, _ visitor: UplinkVisitor, key: String?) -> OperationContext {
        OperationContext(
            caller: caller, requestID: visitor.requestID, client: visitor.client, clock: clock,
            logger: visitor.logger, idempotencyKey: key)
    }

    private static func checkMediaType(_ header: String?) throws(Problem) {
        let essence = header?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
        guard essence == "application/x-ndjson" || essence == "application/json" else {
            throw Problem(.unsupportedMediaType, "Send application/x-ndjson or application/json.")
        }
    }

    private static func idempotencyKey(_ request: Request) throws(Problem) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            return nil
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Problem(
                .invalid, "An Idempotency-Key is 1 to 255 printable characters.",
                faults: [FieldFault("Idempotency-Key", "1 to 255 printable ASCII characters, no space")])
        }
        return key
    }

    /// Takes more room at the gate where a body unpacks to more than it was given.
    private func unpack(
        _ request: Request, _ coding: ContentCoding, room: inout Int
    ) async throws -> [UInt8] {
        let unpacker = try coding.unpacker(bytesMaximum: IngestBatch.bytesMaximum)
        do {
            for try await chunk in request.body {
                try chunk.withUnsafeReadableBytes { try unpacker.take($0) }
                let more = unpacker.byteCount - room
                guard more > 0 else { continue }
                try gate.enter(more)
                room += more
            }
        } catch let problem as Problem {
            throw problem
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // The connection broke off, or what came is no HTTP.
            throw Problem(.badRequest, "The body could not be read to its end.")
        }
        return try unpacker.finish()
    }
}
