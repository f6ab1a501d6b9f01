package import Vocabulary

/// For whom somebody administers: for the whole floor, or for a partner and its customers.
package struct Authority: Hashable, Sendable {
    package let organisation: OrganisationID

    /// The only organisation whose customers and people it reaches; `nil` for the operator's, which reaches all.
    package var ownOnly: OrganisationID? { organisation == .operator ? nil : organisation }

    package func reaches(_ other: OrganisationID) -> Bool { ownOnly == nil || ownOnly == other }
}

extension Floor {
    /// Opens what holds no tenant's data, for whoever runs the platform.
    ///
    /// - Throws: `Problem` 401 for nobody, 403 for everybody else.
    package func administerPlatform<Value: Sendable>(
        _ context: OperationContext,
        _ body: (any PlatformTransaction, Authority) async throws -> Value
    ) async throws -> Value {
        if case .nobody = context.caller { throw Problem.unauthenticated }
        guard case .staff(let staff, _, _) = context.caller, context.caller.may(.administerPlatform) else {
            throw Problem.roleForbids
        }
        return try await store.onPlatform { platform in
            if staff == .commandLine { return try await body(platform, Authority(organisation: .operator)) }
            // Read again here, so that whoever has just left or been given another role does nothing any more.
            guard let member = try await platform.staff(staff), member.role == .platformAdmin else {
                throw Problem.roleForbids
            }
            return try await body(platform, Authority(organisation: member.organisation))
        }
    }
}

extension StaffID {
    /// Whoever administers on the machine itself, past every door.
    package static let commandLine = StaffID(high: 0, low: 0)
}
