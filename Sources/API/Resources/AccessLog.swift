import Operations
import Vocabulary

enum AccessLog {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListAccessLog(
            tenant: call.pathTenant(), filter: call.accessFilter, page: call.page()
        ).perform(on: call.floor, in: call.context)
        // Where somebody of the operator sat is the operator's affair; the request's id leads there.
        let showsAddress = if case .staff = call.context.caller { true } else { false }
        return try .ok(PageView(page) { AccessEntryView($0, showsAddress: showsAddress) })
    }
}

extension Call {
    fileprivate var accessFilter: AccessFilter {
        AccessFilter(
            staff: query["staff_id"]?.string.flatMap(StaffID.init),
            kind: query["kind"]?.string.flatMap(AccessKind.init(rawValue:)),
            grantKind: query["grant_kind"]?.string.flatMap(Grant.Kind.init(rawValue:)),
            after: filter().createdAfter, before: filter().createdBefore)
    }
}

struct AccessEntryView: Encodable {
    let id: AccessEntryID
    let tenantID: TenantID
    let at: Timestamp
    let staffID: StaffID
    let staffName: String
    let staffRole: StaffRole
    let deed: Access.Deed
    let kind: String
    let itemID: String?
    let reference: String?
    let grantID: GrantID
    let grantKind: Grant.Kind
    let reason: String
    let requestID: RequestID
    let clientAddress: String?

    init(_ entry: AccessEntry, showsAddress: Bool) {
        id = entry.id
        tenantID = entry.tenant
        at = entry.at
        staffID = entry.staff.id
        staffName = entry.staff.name
        staffRole = entry.staff.role
        deed = entry.deed
        kind = entry.kind
        itemID = entry.itemID
        reference = entry.reference
        grantID = entry.grant
        grantKind = entry.grantKind
        reason = entry.reason
        requestID = entry.request
        clientAddress = showsAddress ? entry.clientAddress : nil
    }
}
