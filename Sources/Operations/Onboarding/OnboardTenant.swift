import Onboarding
package import Vocabulary

/// What onboarding did, and what it found already done.
package struct OnboardingOutcome: Sendable {
    /// `nil` in a dry run of a customer who is not here yet.
    package let tenant: TenantID?
    package let subscription: SubscriptionID
    package let plan: String
    /// In words, in the order in which they were, or would be, done; empty when all was done before.
    package let steps: [String]
    package let isDryRun: Bool
    package let administrator: UserID?
    package let administratorEmail: String?
    /// Shown once: the administrator's personal token, where the administrator was just made.
    package let administratorToken: Secret?
    package let sensor: SensorID?
    /// Shown once: the sensor's key, where the sensor was just made.
    package let sensorKey: Secret?
}

/// Takes in a customer who bought at the marketplace: shows it the token, makes what is missing in one transaction,
/// and activates the subscription last, so that nobody pays for what is not there. Doing it again changes nothing.
package struct OnboardTenant: Sendable {
    package let token: String
    /// Who administers, if it is not the marketplace's beneficiary.
    package let administratorEmail: String?
    package let administratorName: String?
    package let sensorName: String
    package let utcOffsetSeconds: Int
    package let isDryRun: Bool

    package init(
        token: String, administratorEmail: String? = nil, administratorName: String? = nil,
        sensorName: String = "first-sensor", utcOffsetSeconds: Int = 0, isDryRun: Bool = false
    ) {
        self.token = token
        self.administratorEmail = administratorEmail
        self.administratorName = administratorName
        self.sensorName = sensorName
        self.utcOffsetSeconds = utcOffsetSeconds
        self.isDryRun = isDryRun
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws -> OnboardingOutcome {
        guard case .staff(_, role: .platformAdmin, _) = context.caller else {
            if case .nobody = context.caller { throw Problem.unauthenticated }
            throw Problem.roleForbids
        }
        guard let marketplace = floor.marketplace else {
            throw Problem(.conflict, "This floor sells through no marketplace.")
        }
        let authority = try await floor.administerPlatform(context) { $1 }
        let resolved: ResolvedSubscription
        do throws(MarketplaceError) {
            resolved = try await marketplace.resolve(token: token)
        } catch {
            throw error.problem(field: "/token")
        }
        let now = context.clock.now()
        let known = try await floor.store.tenant(ofSubscription: resolved.id)
        let tenant = known ?? floor.identifiers.next(at: now)

        let made = try await floor.store.inTenant(tenant) { transaction in
            // A partner finds out nothing about a customer that is somebody else's.
            if known != nil, let record = try await transaction.tenantRecord(),
                authority.ownOnly ?? record.organisation != record.organisation
            {
                throw Problem.notFound
            }
            let existing = try await transaction.onboarded(isKnown: known != nil)
            let plan: OnboardingPlan
            do throws(OnboardingError) {
                plan = try OnboardingPlan(for: resolved, existing: existing)
            } catch {
                throw error.problem
            }
            var outcome = Made(steps: plan.steps)
            guard !isDryRun else { return outcome }
            for step in plan.steps {
                try await take(
                    step, resolved, of: tenant, below: authority.organisation, &outcome, on: floor,
                    in: context,
                    transaction, at: now)
            }
            return outcome
        }
        if !isDryRun, made.steps.contains(where: \.isActivation) {
            try await activate(resolved, at: marketplace, tenant, on: floor, in: context)
        }
        return OnboardingOutcome(
            tenant: isDryRun ? known : tenant, subscription: resolved.id, plan: resolved.plan,
            steps: made.steps.map(\.words), isDryRun: isDryRun, administrator: made.administrator,
            administratorEmail: made.administratorEmail, administratorToken: made.administratorToken,
            sensor: made.sensor, sensorKey: made.sensorKey)
    }

    private struct Made: Sendable {
        let steps: [OnboardingStep]
        var administrator: UserID?
        var administratorEmail: String?
        var administratorToken: Secret?
        var sensor: SensorID?
        var sensorKey: Secret?
    }

    private func take(
        _ step: OnboardingStep, _ resolved: ResolvedSubscription, of tenant: TenantID,
        below organisation: OrganisationID, _ made: inout Made,
        on floor: Floor, in context: OperationContext, _ transaction: any TenantTransaction, at now: Timestamp
    ) async throws {
        switch step {
        case .createTenant(let name, _):
            try await transaction.create(
                Tenant(
                    id: tenant, name: name, region: floor.settings.region, utcOffsetSeconds: utcOffsetSeconds,
                    status: .active, organisation: organisation, createdAt: now))
            try await transaction.audit(
                "tenant.created", "tenant:\(tenant)", by: context, on: floor, after: ["name": .string(name)])
            try await transaction.inheritSettings(by: context, on: floor)
        case .recordSubscription(let subscription):
            let entitlement =
                try await transaction.subscription()?.1 ?? Entitlement(seats: nil, retentionDays: 30)
            try await transaction.save(subscription, entitlement, activatedAt: nil)
            try await transaction.audit(
                "subscription.recorded", "subscription:\(subscription.id)", by: context, on: floor,
                after: ["plan": .string(subscription.plan), "state": .string(subscription.state.rawValue)])
        case .grant(let entitlement):
            try await transaction.save(resolved.subscription, entitlement, activatedAt: nil)
            try await transaction.audit(
                "entitlement.granted", "tenant:\(tenant)", by: context, on: floor,
                after: ["retention_days": .integer(Int64(entitlement.retentionDays))])
        case .inviteAdministrator(let offered):
            let email = try EmailAddress.normalise(administratorEmail ?? offered, at: "/administrator/email")
            let user = User(
                id: floor.identifiers.next(at: now), tenant: tenant, email: email,
                name: administratorName ?? String(email.prefix { $0 != "@" }), role: .tenantAdmin,
                isSecurityContact: true, createdAt: now)
            guard try await transaction.add(user) else {
                throw Problem(.conflict, "Somebody with the administrator's address is here in another role.")
            }
            let token = Secret(.person)
            try await transaction.addToken(
                floor.identifiers.next(at: now), of: user.id, sha256: token.sha256,
                expiresAt: now + IssueUserToken.lifetime)
            made.administrator = user.id
            made.administratorEmail = email
            made.administratorToken = token
            try await transaction.audit(
                "user.added", "user:\(user.id)", by: context, on: floor,
                after: ["email": .string(email), "role": "tenant_admin"])
        case .createSensor:
            let sensor = SensorRecord(
                id: floor.identifiers.next(at: now), tenant: tenant, name: sensorName, createdAt: now)
            guard try await transaction.add(sensor) else {
                throw Problem(.conflict, "A sensor of this name is here without a key.")
            }
            let key = Secret(.sensor)
            try await transaction.addKey(
                floor.identifiers.next(at: now), of: sensor.id, sha256: key.sha256, createdAt: now,
                expiresAt: nil)
            made.sensor = sensor.id
            made.sensorKey = key
            try await transaction.audit(
                "sensor.enrolled", "sensor:\(sensor.id)", by: context, on: floor,
                after: ["name": .string(sensorName)])
        case .activate:
            // After the commit: it cannot be taken back.
            break
        }
    }

    private func activate(
        _ resolved: ResolvedSubscription, at marketplace: any Marketplace, _ tenant: TenantID,
        on floor: Floor,
        in context: OperationContext
    ) async throws {
        do throws(MarketplaceError) {
            try await marketplace.activate(resolved.id, plan: resolved.plan, quantity: resolved.quantity)
        } catch {
            throw error.problem(field: "/token")
        }
        try await floor.store.inTenant(tenant) { transaction in
            guard let (bought, entitlement) = try await transaction.subscription() else { return }
            var subscription = bought
            subscription.state = .subscribed
            try await transaction.save(subscription, entitlement, activatedAt: context.clock.now())
            try await transaction.audit(
                "subscription.activated", "subscription:\(resolved.id)", by: context, on: floor,
                after: ["plan": .string(resolved.plan)])
        }
    }
}

extension TenantTransaction {
    fileprivate func onboarded(isKnown: Bool) async throws -> Onboarded {
        guard isKnown else { return .nothing }
        let bought = try await subscription()
        return Onboarded(
            hasTenant: true, subscription: bought?.0, entitlement: bought?.1,
            hasAdministrator: try await hasAdministrator(),
            hasSensor: try await !sensors(PageRequest(limit: 1)).items.isEmpty)
    }
}

extension OnboardingStep {
    fileprivate var isActivation: Bool {
        if case .activate = self { true } else { false }
    }

    fileprivate var words: String {
        switch self {
        case .createTenant(let name, _): "create the tenant \(name)"
        case .recordSubscription(let subscription): "record the subscription \(subscription.id)"
        case .grant(let entitlement): "grant \(entitlement.retentionDays) days of retention"
        case .inviteAdministrator: "make the first administrator"
        case .createSensor: "enrol the first sensor"
        case .activate(let id, let plan, _): "activate the subscription \(id), plan \(plan)"
        }
    }
}
