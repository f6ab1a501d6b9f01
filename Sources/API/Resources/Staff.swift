import HTTPTypes
import Operations
import Vocabulary

enum Staff {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListStaff(page: call.page()).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, StaffView.init))
    }

    static func engage(_ call: Call) async throws -> Answer {
        let engaged = try await EngageStaff(
            email: call.body.text("email"), name: call.body.text("name"),
            role: call.body.requiredChoice("role"), organisation: call.body.value("organisation_id")
        ).perform(on: call.floor, in: call.context)
        return try .json(
            .created,
            EngagedStaffView(
                staff: StaffView(engaged.member), token: engaged.secret.text, expiresAt: engaged.expiresAt)
        ).tagged(EntityTag(version: engaged.member.version))
    }

    static func change(_ call: Call) async throws -> Answer {
        let changed = try await ChangeStaff(
            call.id("staff_id"), name: call.body["name"]?.string, role: call.body.choice("role"),
            isActive: call.body["is_active"]?.bool, expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(StaffView(changed)).tagged(EntityTag(version: changed.version))
    }
}

struct StaffView: Encodable {
    let id: StaffID
    let organisationID: OrganisationID
    let email: String
    let name: String
    let role: StaffRole
    let isActive: Bool
    let deactivatedAt: Timestamp?
    let version: Int64

    init(_ member: StaffMember) {
        id = member.id
        organisationID = member.organisation
        email = member.email
        name = member.name
        role = member.role
        isActive = member.deactivatedAt == nil
        deactivatedAt = member.deactivatedAt
        version = member.version
    }
}

/// The token's text leaves in this answer and is kept nowhere.
struct EngagedStaffView: Encodable {
    let staff: StaffView
    let token: String
    let expiresAt: Timestamp
}
