import HTTPTypes
import Operations
import Tenancy
import Vocabulary

enum Organisations {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListOrganisations(page: call.page()).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, OrganisationView.init))
    }

    static func add(_ call: Call) async throws -> Answer {
        let partner = try await AddPartner(name: call.body.text("name"))
            .perform(on: call.floor, in: call.context)
        return try .json(.created, OrganisationView(partner))
    }
}

struct OrganisationView: Encodable {
    let id: OrganisationID
    let kind: Organisation.Kind
    let name: String
    let createdAt: Timestamp

    init(_ organisation: Organisation) {
        id = organisation.id
        kind = organisation.kind
        name = organisation.name
        createdAt = organisation.createdAt
    }
}
