import Casework
import Connectors
import Onboarding
package import Operations
import Response
import Vocabulary

extension Bench {
    /// Takes a customer in who bought at the marketplace.
    ///
    /// - Returns: the customer, with its first administrator and its first sensor.
    package func buyer(
        _ name: String, by administrator: Person
    ) async throws -> (customer: Customer, admin: Person, sensor: TestSensor) {
        let subscription: SubscriptionID = service.identifiers.next(at: clock.now())
        let email = "kim@\(name).example"
        await marketplace.sell(
            MarketplaceSubscription(
                id: subscription, name: name, offer: "managed-soc", plan: "bronze", quantity: 20,
                beneficiary: .init(email: email), state: .pendingFulfillmentStart),
            token: "token-of-\(name)")
        let outcome = try await OnboardTenant(token: "token-of-\(name)").perform(
            on: service, in: administrator.context())
        guard let id = outcome.tenant, let user = outcome.administrator, let sensor = outcome.sensor,
            let token = outcome.administratorToken, let key = outcome.sensorKey
        else { throw Unexpected("the customer was here before") }
        let customer = Customer(id: id, name: name, bench: self)
        let person = Person(
            caller: .user(user, tenant: id, role: .tenantAdmin, person: .init(name: "kim", email: email)),
            token: token, bench: self)
        return (customer, person, TestSensor(caller: .sensor(sensor, tenant: id), key: key, bench: self))
    }

    /// Takes a customer in and lets it live, until every table that holds a tenant's data holds some of its.
    package func livedIn(
        _ name: String, by administrator: Person, watchedBy analyst: Person
    ) async throws -> (customer: Customer, admin: Person, sensor: TestSensor) {
        let (customer, admin, sensor) = try await buyer(name, by: administrator)
        try await customer.grant(analyst)
        let leaver = "lena@\(customer.domain)"
        try await customer.directory(leaver)
        try await customer.policy(.act)
        try await customer.departed(leaver)
        let now = clock.now()
        try await sensor.send(
            GoogleRecord.logIn(leaver, at: now).line(),
            GoogleRecord.download("brochure.indd", by: leaver, at: now).line())
        _ = try await IssueEnrolmentToken(tenant: customer.id, sensor: sensor.id).perform(
            on: service, in: admin.context())
        _ = try await BindSensorCertificate(
            PresentedCertificate(
                sha256: Secret(.sensor).sha256, publicKeySHA256: Secret(.sensor).sha256,
                subject: "CN=\(name)",
                notBefore: now, notAfter: now + .days(30)), as: .certificate
        ).perform(on: service, in: sensor.context())
        try await run()
        try await restartDetection()
        let opened = try await OpenCase(
            tenant: customer.id, title: "Look again", severity: .low, incident: nil
        )
        .perform(on: service, in: analyst.context(key: "case-of-\(name)"))
        _ = try await CommentOnCase(
            .id(opened.id), tenant: customer.id, text: "Nothing yet.", visibility: .internal
        ).perform(on: service, in: analyst.context())
        // On the customer's own log, as is that somebody asked to be let in.
        _ = try await GetCase(.id(opened.id), tenant: customer.id).perform(
            on: service, in: analyst.context())
        _ = try await RequestAccess(tenant: customer.id, reason: "CASE-1", minutes: 60).perform(
            on: service, in: analyst.context())
        _ = try await OpenSupportRequest(
            tenant: nil, kind: .expertQuestion, subject: "Who was it?", text: "We wonder."
        ).perform(on: service, in: admin.context())
        _ = try await admin.session()
        let spare = try await RotateSensorKey(tenant: customer.id, sensor: sensor.id)
            .perform(on: service, in: customer.system)
        try await RevokeSensorKey(tenant: customer.id, sensor: sensor.id, key: spare.id)
            .perform(on: service, in: customer.system)
        _ = try await AddSite(tenant: customer.id, name: "Utrecht", utcOffsetSeconds: 3_600)
            .perform(on: service, in: admin.context())
        _ = try await AddIntegration(tenant: customer.id, name: "tickets", scopes: [.caseRead])
            .perform(on: service, in: admin.context())
        try await customer.trusts("https://login.\(customer.domain)", boundTo: admin)
        return (customer, admin, sensor)
    }
}

extension Person {
    /// Logs the person in, as a log-in would that somebody else has proved.
    package func session(by method: LogInMethod = .oidc) async throws -> OpenedSession {
        guard let holder = caller.holder else { throw Unexpected("a person has an account") }
        return try await OpenSession(for: holder, by: method).perform(
            on: bench.service, in: bench.context(.nobody))
    }
}

extension Customer {
    /// Lets an issuer say who its people are that nobody has to ask.
    package func trusts(_ issuer: String, boundTo person: Person) async throws {
        let (owner, now) = (IdentityProvider.Owner.tenant(id), bench.clock.now())
        try await bench.service.store.inTenant(id) { transaction in
            try await transaction.save(
                IdentityProvider(
                    owner: owner, issuer: issuer, clientID: "watchfloor", audiences: ["api://watchfloor"],
                    rules: IdentityRules(), hasClientSecret: true, version: 1, updatedAt: now),
                secret: .set("secret"))
            try await transaction.bind(
                person.user, issuer: issuer, subject: "kim", roleSaidAt: nil, in: owner, at: now)
        }
    }
}
