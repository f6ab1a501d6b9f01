import Casework
import HTTPTypes
import Operations
import Vocabulary

enum SupportRequests {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListSupportRequests(
            tenant: call.tenant, filter: call.filter(), page: call.page()
        ).perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SupportRequestView.init))
    }

    static func open(_ call: Call) async throws -> Answer {
        let request = try await OpenSupportRequest(
            tenant: call.tenant, kind: call.body.requiredChoice("kind"), subject: call.body.text("subject"),
            text: call.body.text("text"), alert: call.body.key("alert_id", in: .alert),
            incident: call.body.key("incident_id", in: .incident), case: call.body.key("case_id", in: .case)
        ).perform(on: call.floor, in: call.context)
        return try .created(SupportRequestView(request), at: "/v1/support-requests/\(request.id)")
            .tagged(EntityTag(version: request.version))
    }

    static func get(_ call: Call) async throws -> Answer {
        let request = try await GetSupportRequest(call.request(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(SupportRequestView(request)).tagged(EntityTag(version: request.version))
    }

    static func messages(_ call: Call) async throws -> Answer {
        let page = try await ListSupportMessages(of: call.request(), tenant: call.tenant, page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, SupportMessageView.init))
    }

    /// The thread is between the customer and the operator: what is not said to be internal is for both.
    static func post(_ call: Call) async throws -> Answer {
        let message = try await PostSupportMessage(
            to: call.request(), tenant: call.tenant, text: call.body.text("text"),
            visibility: call.body.choice("visibility") ?? .customerVisible
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, SupportMessageView(message))
    }

    static func resolve(_ call: Call) async throws -> Answer {
        let request = try await ResolveSupportRequest(
            call.request(), tenant: call.tenant, resolution: call.body.text("resolution"),
            expectedVersion: call.expectedVersion()
        ).perform(on: call.floor, in: call.context)
        return try .ok(SupportRequestView(request)).tagged(EntityTag(version: request.version))
    }
}

extension Call {
    fileprivate func request() throws(Problem) -> ItemKey<Noun.SupportRequest> {
        try key("request_id", in: .supportRequest)
    }
}
