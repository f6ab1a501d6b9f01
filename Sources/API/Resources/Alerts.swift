import Casework
import Operations
import Vocabulary

enum Alerts {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListAlerts(tenant: call.tenant, filter: call.filter(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, AlertView.init))
    }

    static func get(_ call: Call) async throws -> Answer {
        let alert = try await GetAlert(call.alert(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(AlertView(alert))
    }

    static func acknowledge(_ call: Call) async throws -> Answer {
        let alert = try await AcknowledgeAlert(call.alert(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(AlertView(alert))
    }

    static func close(_ call: Call) async throws -> Answer {
        let alert = try await CloseAlert(
            call.alert(), tenant: call.tenant, as: call.body.requiredChoice("verdict"),
            reason: call.body.requiredChoice("reason")
        ).perform(on: call.floor, in: call.context)
        return try .ok(AlertView(alert))
    }
}

extension Call {
    fileprivate func alert() throws(Problem) -> ItemKey<Noun.Alert> { try key("alert_id", in: .alert) }
}
