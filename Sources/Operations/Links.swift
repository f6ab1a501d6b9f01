import Vocabulary

/// Where a person finds an item; what a mail links to.
struct Links {
    let base: String

    func incident(_ id: IncidentID) -> String { "\(base)/v1/incidents/\(id)" }
    func report(_ id: IncidentID) -> String { "\(base)/v1/incidents/\(id)/report" }
    func `case`(_ id: CaseID) -> String { "\(base)/v1/cases/\(id)" }
    func supportRequest(_ id: SupportRequestID) -> String { "\(base)/v1/support-requests/\(id)" }
    func accessLog(of tenant: TenantID) -> String { "\(base)/v1/tenants/\(tenant)/access-log" }
    var grantRequests: String { "\(base)/v1/grant-requests" }
    func action(_ id: ResponseActionID) -> String { "\(base)/v1/response/actions/\(id)" }
}

extension Floor {
    var links: Links { Links(base: settings.publicURL) }
}
