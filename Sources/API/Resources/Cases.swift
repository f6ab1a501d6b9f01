import Casework
import HTTPTypes
import Operations
import Vocabulary

enum Cases {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListCases(tenant: call.tenant, filter: call.filter(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, CaseView.init))
    }

    static func open(_ call: Call) async throws -> Answer {
        let opened = try await OpenCase(
            tenant: call.tenant, title: call.body.text("title"),
            severity: call.body.requiredChoice("severity"),
            incident: call.body.key("incident_id", in: .incident)
        ).perform(on: call.floor, in: call.context)
        return try .created(CaseView(opened), at: "/v1/cases/\(opened.id)").tagged(EntityTag(opened))
    }

    static func get(_ call: Call) async throws -> Answer {
        let found = try await GetCase(call.case(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(CaseView(found)).tagged(EntityTag(found))
    }

    static func assign(_ call: Call) async throws -> Answer {
        let assigned = try await AssignCase(
            call.case(), tenant: call.tenant, to: call.body.value("assignee_id"),
            expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(CaseView(assigned)).tagged(EntityTag(assigned))
    }

    static func close(_ call: Call) async throws -> Answer {
        let closed = try await CloseCase(
            call.case(), tenant: call.tenant, as: call.body.requiredChoice("verdict"),
            reason: call.body.requiredChoice("reason"), conclusion: call.body.text("conclusion"),
            expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(CaseView(closed)).tagged(EntityTag(closed))
    }

    static func comments(_ call: Call) async throws -> Answer {
        let page = try await ListComments(on: call.case(), tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, CommentView.init))
    }

    /// What is not said to be for the customer stays inside.
    static func comment(_ call: Call) async throws -> Answer {
        let comment = try await CommentOnCase(
            call.case(), tenant: call.tenant, text: call.body.text("text"),
            visibility: call.body.choice("visibility") ?? .internal
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, CommentView(comment))
    }
}

extension Call {
    fileprivate func `case`() throws(Problem) -> ItemKey<Noun.Case> { try key("case_id", in: .case) }
}

extension EntityTag {
    fileprivate init(_ case: Case) { self.init(version: `case`.version) }
}
