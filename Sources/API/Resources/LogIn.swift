import HTTPTypes
import Operations
import Vocabulary

/// The way of a browser to its issuer and back.
enum LogIn {
    static func start(_ call: Call) async throws -> Answer {
        let owner: IdentityProvider.Owner
        switch (
            call.tenant, call.query["organisation_id"]?.string.flatMap(OrganisationID.init)
        ) {
        case (let tenant?, nil): owner = .tenant(tenant)
        case (nil, let organisation?): owner = .organisation(organisation)
        default:
            throw Problem(
                .invalid, "Say whose people log in.",
                faults: [FieldFault("?tenant_id", "Exactly one of tenant_id and organisation_id.")])
        }
        let departure = try await StartLogIn(owner: owner, returnTo: call.query["return_to"]?.string)
            .perform(on: call.floor, in: call.context)
        var answer = Answer(.seeOther)
        answer.headers[.location] = departure.location
        answer.headers.append(
            Cookie.underway.field(departure.cookie, seconds: departure.lifetime.components.seconds))
        return answer
    }

    static func finish(_ call: Call) async throws -> Answer {
        let arrival = try await FinishLogIn(
            answer: .init(
                state: call.query["state"]?.string, code: call.query["code"]?.string,
                issuer: call.query["iss"]?.string, error: call.query["error"]?.string),
            cookie: Cookie.underway.value(in: call.headers)
        ).perform(on: call.floor, in: call.context)
        guard let holder = arrival.caller.holder else { throw Problem.unauthenticated }
        let session = try await OpenSession(for: holder, by: .oidc).perform(on: call.floor, in: call.context)
        var answer = Answer(.seeOther)
        answer.headers[.location] = arrival.returnTo
        answer.headers.append(Cookie.underway.field("", seconds: 0))
        let lifetime = session.expiresAt - call.context.clock.now()
        answer.headers.append(
            Cookie.session.field(session.secret.text, seconds: max(0, lifetime.components.seconds)))
        return answer
    }
}
