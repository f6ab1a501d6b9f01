import HTTPTypes
package import Hummingbird
package import Operations
import Vocabulary

/// The people's door.
package enum APIRouter {
    /// Every way in, grouped by who calls.
    package static func endpoints(_ service: Service) -> [Endpoint] {
        [
            // Anybody.
            .get("/healthz", service.health),
            .get("/readyz", service.readiness),
            .get("/openapi.yaml", service.contractAsYAML),
            .get("/openapi.json", service.contractAsJSON),
            .get("/docs", service.docs),
            .get("/v1/audit-log/keys", AuditLog.keys),

            // A browser, on its way to its issuer and back.
            .get("/login/oidc", LogIn.start),
            .get("/login/oidc/callback", LogIn.finish),

            // Sensors, beside what they send.
            .post("/v1/uplink/enrolment", SensorEnrolment.enrol),
            .post("/v1/uplink/keys", SensorEnrolment.rotateKey),
            .post("/v1/uplink/certificates", SensorEnrolment.bindCertificate),

            // Everybody who is known.
            .get("/v1/me", service.me),
            .get("/v1/me/grants", Grants.listOwn),

            // The administrators of operator and partners.
            .get("/v1/organisations", Organisations.list),
            .post("/v1/organisations", Organisations.add),
            .get("/v1/organisations/{organisation_id}/settings", Settings.ofOrganisation),
            .put("/v1/organisations/{organisation_id}/settings", Settings.setOfOrganisation),
            .get("/v1/staff", Staff.list),
            .post("/v1/staff", Staff.engage),
            .patch("/v1/staff/{staff_id}", Staff.change),

            // The operator's and the customer's administrators.
            .get("/v1/tenants", Tenants.list),
            .get("/v1/tenants/{tenant_id}", Tenants.get),
            .get("/v1/tenants/{tenant_id}/settings", Settings.ofTenant),
            .put("/v1/tenants/{tenant_id}/settings", Settings.setOfTenant),
            .get("/v1/tenants/{tenant_id}/settings/history", Settings.history),
            .get("/v1/tenants/{tenant_id}/sites", Sites.list),
            .post("/v1/tenants/{tenant_id}/sites", Sites.add),
            .get("/v1/tenants/{tenant_id}/sites/{site_id}", Sites.get),
            .put("/v1/tenants/{tenant_id}/sites/{site_id}", Sites.change),
            .delete("/v1/tenants/{tenant_id}/sites/{site_id}", Sites.remove),
            .get("/v1/tenants/{tenant_id}/integrations", Integrations.list),
            .post("/v1/tenants/{tenant_id}/integrations", Integrations.add),
            .get("/v1/tenants/{tenant_id}/integrations/{integration_id}", Integrations.get),
            .delete("/v1/tenants/{tenant_id}/integrations/{integration_id}", Integrations.revoke),
            .post("/v1/tenants/{tenant_id}/integrations/{integration_id}/keys", Integrations.rotateKey),
            .delete(
                "/v1/tenants/{tenant_id}/integrations/{integration_id}/keys/{key_id}", Integrations.revokeKey),
            .get("/v1/tenants/{tenant_id}/users", Users.list),
            .post("/v1/tenants/{tenant_id}/users", Users.add),
            .get("/v1/tenants/{tenant_id}/users/{user_id}", Users.get),
            .patch("/v1/tenants/{tenant_id}/users/{user_id}", Users.change),
            .put("/v1/tenants/{tenant_id}/users/{user_id}/deactivation", Users.deactivate),
            .delete("/v1/tenants/{tenant_id}/users/{user_id}/deactivation", Users.reactivate),
            .post("/v1/tenants/{tenant_id}/users/{user_id}/tokens", Users.issueToken),
            .delete("/v1/tenants/{tenant_id}/users/{user_id}/identity", IdentityProviders.unbind),
            .get("/v1/tenants/{tenant_id}/identity-provider", IdentityProviders.get),
            .put("/v1/tenants/{tenant_id}/identity-provider", IdentityProviders.set),
            .delete("/v1/tenants/{tenant_id}/identity-provider", IdentityProviders.remove),
            .get(
                "/v1/organisations/{organisation_id}/identity-provider", IdentityProviders.getOfOrganisation),
            .put(
                "/v1/organisations/{organisation_id}/identity-provider", IdentityProviders.setOfOrganisation),
            .delete(
                "/v1/organisations/{organisation_id}/identity-provider",
                IdentityProviders.removeOfOrganisation),
            .get("/v1/tenants/{tenant_id}/sensors", Sensors.list),
            .post("/v1/tenants/{tenant_id}/sensors", Sensors.enrol),
            .put("/v1/tenants/{tenant_id}/sensors/{sensor_id}/site", Sensors.place),
            .delete("/v1/tenants/{tenant_id}/sensors/{sensor_id}/site", Sensors.displace),
            .get("/v1/tenants/{tenant_id}/sensors/{sensor_id}", Sensors.get),
            .delete("/v1/tenants/{tenant_id}/sensors/{sensor_id}", Sensors.retire),
            .put("/v1/tenants/{tenant_id}/sensors/{sensor_id}/restrictions", Sensors.restrict),
            .get("/v1/tenants/{tenant_id}/sensors/{sensor_id}/keys", Sensors.keys),
            .post("/v1/tenants/{tenant_id}/sensors/{sensor_id}/keys", Sensors.rotateKey),
            .delete("/v1/tenants/{tenant_id}/sensors/{sensor_id}/keys/{key_id}", Sensors.revokeKey),
            .get("/v1/tenants/{tenant_id}/sensors/{sensor_id}/certificates", Sensors.certificates),
            .delete(
                "/v1/tenants/{tenant_id}/sensors/{sensor_id}/certificates/{certificate_id}",
                Sensors.revokeCertificate),
            .post(
                "/v1/tenants/{tenant_id}/sensors/{sensor_id}/enrolment-tokens", Sensors.issueEnrolmentToken),
            .get("/v1/tenants/{tenant_id}/grants", Grants.list),
            .post("/v1/tenants/{tenant_id}/grants", Grants.give),
            .delete("/v1/tenants/{tenant_id}/grants/{grant_id}", Grants.revoke),
            .get("/v1/tenants/{tenant_id}/access-log", AccessLog.list),
            .get("/v1/tenants/{tenant_id}/departures", Departures.list),
            .put("/v1/tenants/{tenant_id}/departures/{person}", Departures.record),
            .delete("/v1/tenants/{tenant_id}/departures/{person}", Departures.withdraw),
            .put("/v1/response/connectors/google_workspace", Connectors.connectGoogleWorkspace),

            // The operator's own side.
            .get("/v1/platform/audit-log", AuditLog.listPlatform),

            // The operator, for a buyer from the marketplace.
            .post("/v1/marketplace/activate", MarketplaceLanding.activate),

            // Whoever of the operator wants to be let in, and whoever decides.
            .get("/v1/grant-requests", GrantRequests.list),
            .post("/v1/grant-requests", GrantRequests.make),
            .put("/v1/grant-requests/{grant_request_id}/approval", GrantRequests.approve),
            .put("/v1/grant-requests/{grant_request_id}/rejection", GrantRequests.reject),
            .post("/v1/break-glass", Grants.breakGlass),

            // The people on the floor; the customer reads along.
            .get("/v1/alerts", Alerts.list),
            .get("/v1/alerts/{alert_id}", Alerts.get),
            .put("/v1/alerts/{alert_id}/acknowledgement", Alerts.acknowledge),
            .put("/v1/alerts/{alert_id}/verdict", Alerts.close),
            .get("/v1/incidents", Incidents.list),
            .get("/v1/incidents/{incident_id}", Incidents.get),
            .get("/v1/incidents/{incident_id}/timeline", Incidents.timeline),
            .get("/v1/incidents/{incident_id}/report", Incidents.report),
            .get("/v1/cases", Cases.list),
            .post("/v1/cases", Cases.open),
            .get("/v1/cases/{case_id}", Cases.get),
            .put("/v1/cases/{case_id}/assignment", Cases.assign),
            .get("/v1/cases/{case_id}/comments", Cases.comments),
            .post("/v1/cases/{case_id}/comments", Cases.comment),
            .put("/v1/cases/{case_id}/closure", Cases.close),

            // The customer asks, the floor answers.
            .get("/v1/support-requests", SupportRequests.list),
            .post("/v1/support-requests", SupportRequests.open),
            .get("/v1/support-requests/{request_id}", SupportRequests.get),
            .get("/v1/support-requests/{request_id}/messages", SupportRequests.messages),
            .post("/v1/support-requests/{request_id}/messages", SupportRequests.post),
            .put("/v1/support-requests/{request_id}/resolution", SupportRequests.resolve),

            // Whoever the policy asks.
            .get("/v1/response/policies", ResponsePolicies.list),
            .put("/v1/response/policies/{kind}", ResponsePolicies.set),
            .get("/v1/response/actions", ResponseActions.list),
            .get("/v1/response/actions/{action_id}", ResponseActions.get),
            .post("/v1/response/actions/{action_id}/approval", ResponseActions.approve),
            .post("/v1/response/actions/{action_id}/rejection", ResponseActions.reject),
            .post("/v1/response/actions/{action_id}/revert", ResponseActions.revert),

            // Whoever may see evidence, and what was done.
            .get("/v1/events/{event_id}", Events.get),
            .get("/v1/audit-log", AuditLog.list),
            .get("/v1/audit-log/head", AuditLog.head),
            .get("/v1/audit-log/heads", AuditLog.heads),
            .get("/v1/audit-log/proofs/inclusion", AuditLog.inclusion),
            .get("/v1/audit-log/proofs/consistency", AuditLog.consistency),
            .get("/v1/audit-log/export", AuditLog.export),
            .get("/v1/notifications/deliveries", Deliveries.list),
        ]
    }

    /// Ways in that stand in the contract and are answered by the sensors' door, on the same router.
    package static let elsewhere: [(method: HTTPRequest.Method, path: String)] = [
        (.post, "/v1/uplink/events")
    ]

    /// Builds the router. Routes that are added to it afterwards share the request's id, the headers and the form of
    /// problems.
    ///
    /// - Throws: `ContractError` for an endpoint that the contract does not have.
    package static func build(
        floor: Floor, contract: Contract, service: Service, clock: any WallClock
    ) throws(ContractError) -> Router<APIContext> {
        try build(endpoints(service), elsewhere: elsewhere, floor: floor, contract: contract, clock: clock)
    }

    /// The same without the people's resources: for a node that takes sensors' batches alone.
    package static func bare(
        floor: Floor, contract: Contract, service: Service, clock: any WallClock
    ) throws(ContractError) -> Router<APIContext> {
        let open = endpoints(service).filter {
            !$0.path.hasPrefix("/v1/") && !$0.path.hasPrefix("/login/") || $0.path.hasPrefix("/v1/uplink/")
        }
        return try build(open, elsewhere: elsewhere, floor: floor, contract: contract, clock: clock)
    }

    static func build(
        _ endpoints: [Endpoint], elsewhere: [(method: HTTPRequest.Method, path: String)], floor: Floor,
        contract: Contract, clock: any WallClock
    ) throws(ContractError) -> Router<APIContext> {
        let known =
            endpoints.map { ($0.method.rawValue, $0.path) } + elsewhere.map { ($0.method.rawValue, $0.path) }
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestIdentity(identifiers: floor.identifiers, clock: clock))
        router.add(middleware: PlainHeaders())
        router.add(middleware: ProblemAnswers(paths: PathTable(known)))
        let door = Door(floor: floor, clock: clock)
        for endpoint in endpoints {
            guard let operation = contract.operation(endpoint.method.rawValue, endpoint.path) else {
                throw ContractError(
                    "\(endpoint.method) \(endpoint.path)", "is answered and not in the contract")
            }
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await endpoint.handler(door.admit(request, to: operation, context)).response
            }
        }
        return router
    }
}
