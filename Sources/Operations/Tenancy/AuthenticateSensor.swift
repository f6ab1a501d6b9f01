import Telemetry
import Vocabulary

/// Finds out which sensor asks, by its key or by its client certificate, and whether it may from where it is.
package struct AuthenticateSensor: Sendable {
    package enum Proof: Sendable {
        /// The text after `Bearer `; it is neither logged nor kept.
        case key(String)
        case certificate(PresentedCertificate)
    }

    package let proof: Proof

    package init(_ proof: Proof) {
        self.proof = proof
    }

    /// - Returns: the sensor, as a caller.
    /// - Throws: `Problem` 401 for whatever does not let a sensor in, the same for a wrong key and for a right one
    ///   from a wrong address: whoever found a key learns nothing by trying it. 421 for a sensor of a tenant that lives
    ///   in another region.
    package func perform(on floor: Floor, in context: OperationContext) async throws -> Caller {
        guard let credential = try await find(floor, context.clock.now()) else {
            throw Problem.unauthenticated
        }
        guard try await floor.lives(credential.tenant) == .here else { throw Problem.misdirected }
        guard credential.addresses.admits(context.client) else {
            try await tell(credential, on: floor, in: context)
            throw Problem.unauthenticated
        }
        if credential.isUseDue {
            try await floor.store.inTenant(credential.tenant) {
                try await $0.noteUse(of: credential, at: context.clock.now())
            }
        }
        return credential.caller
    }

    private func find(_ floor: Floor, _ now: Timestamp) async throws -> SensorCredential? {
        switch proof {
        case .key(let text):
            let secret = Secret(presented: text)
            guard secret.kind == .sensor, text.utf8.count <= Secret.bytesMaximum else { return nil }
            return try await floor.store.sensorCredential(bySHA256: secret.sha256)
        case .certificate(let certificate):
            guard certificate.isValid(at: now) else { return nil }
            return try await floor.store.sensorCredential(
                byCertificate: certificate.sha256, publicKey: certificate.publicKeySHA256)
        }
    }

    /// Somebody has the key who should not, or the customer moved: worth a line in its log, and not one a request.
    private func tell(
        _ credential: SensorCredential, on floor: Floor, in context: OperationContext
    ) async throws {
        let now = context.clock.now()
        guard floor.addressRefusals.isFirst(of: credential.sensor, at: now) else { return }
        let known = OperationContext(
            caller: credential.caller, requestID: context.requestID, client: context.client,
            clock: context.clock, logger: context.logger)
        try await floor.store.inTenant(credential.tenant) { transaction in
            guard try await transaction.claimAddressRefusal(of: credential.sensor, at: now) else { return }
            try await transaction.audit(
                "sensor.refused_by_address", "sensor:\(credential.sensor)", by: known, on: floor,
                after: [
                    "credential_id": .string("\(credential.id)"),
                    "address": .string(context.client?.description ?? "unknown"),
                ])
        }
    }
}

extension AuthenticateSensor.Proof {
    /// What a request proves, `nil` for nothing. Where there is an `Authorization` header, that is what counts.
    package init?(authorization: String?, certificate: PresentedCertificate?) {
        guard let authorization else {
            guard let certificate else { return nil }
            self = .certificate(certificate)
            return
        }
        let parts = authorization.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        self = .key(String(parts[1]))
    }
}
