import Vocabulary

extension TenantTransaction {
    /// Lets detection and log-in hear of what the directory says: who is no longer active has left, and may no longer log
    /// in here; who is active again has come back.
    ///
    /// - `before`: `nil` for a new entry; `after`: `nil` for one that was removed.
    func follow(
        from before: DirectoryPerson?, to after: DirectoryPerson?, _ floor: Floor,
        _ context: OperationContext
    ) async throws {
        let were = before.flatMap { $0.isActive ? $0.addresses : nil } ?? []
        let are = after.flatMap { $0.isActive ? $0.addresses : nil } ?? []
        let gone = after?.isActive == true ? [] : before.map(\.addresses) ?? after.map(\.addresses) ?? []
        for person in gone where try await departure(ofPerson: person) == nil {
            let now = context.clock.now()
            try await record(
                Departure(
                    tenant: tenant, person: person, leftAt: now, recordedAt: now,
                    recordedBy: context.caller.actor))
            try await audit(
                "departure.recorded", "person:\(person)", by: context, on: floor,
                after: ["left_at": .string("\(now)")])
            try await shutOut(person, floor, context)
        }
        for person in are where !were.contains(person) {
            guard try await withdrawDeparture(of: person, at: context.clock.now()) else { continue }
            try await audit("departure.withdrawn", "person:\(person)", by: context, on: floor)
        }
    }

    /// Who has left may no longer log in here, be it the last administrator: the directory's word is the last.
    private func shutOut(_ address: String, _ floor: Floor, _ context: OperationContext) async throws {
        guard let user = try await user(byEmail: address), user.deactivatedAt == nil else { return }
        try await update(
            User(
                id: user.id, tenant: user.tenant, email: user.email, name: user.name, role: user.role,
                isSecurityContact: user.isSecurityContact, createdAt: user.createdAt,
                deactivatedAt: context.clock.now(), version: user.version + 1))
        try await audit(
            "user.deactivated", "user:\(user.id)", by: context, on: floor, reason: "left, by the directory",
            before: ["is_active": true], after: ["is_active": false])
    }
}

extension DirectoryPerson {
    /// The addresses by which the person's events name the person: the user name and all mail addresses, as far as they are
    /// addresses, in lower case.
    var addresses: [String] {
        let listed = document["emails"]?.array?.compactMap { $0["value"]?.string } ?? []
        var addresses: [String] = []
        for text in [userName] + listed {
            guard let address = try? EmailAddress.normalise(text, at: ""), !addresses.contains(address) else {
                continue
            }
            addresses.append(address)
        }
        return addresses
    }
}
