import Casework
import HTTPTypes
import Operations
import Vocabulary

enum Incidents {
    static func list(_ call: Call) async throws -> Answer {
        let page = try await ListIncidents(tenant: call.tenant, filter: call.filter(), page: call.page())
            .perform(on: call.floor, in: call.context)
        return try .ok(PageView(page, IncidentView.init))
    }

    static func get(_ call: Call) async throws -> Answer {
        let dossier = try await GetIncident(call.incident(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(DossierView(dossier))
    }

    static func timeline(_ call: Call) async throws -> Answer {
        let entries = try await GetIncidentTimeline(call.incident(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(ListView(items: entries.map(TimelineEntryView.init)))
    }

    /// Markdown for whoever asks for it, JSON for everybody else.
    static func report(_ call: Call) async throws -> Answer {
        let report = try await GetIncidentReport(call.incident(), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        var answer =
            Accept(call.headers[.accept]).prefers("text/markdown", to: "application/json")
            ? Answer.text(report.markdown, as: "text/markdown; charset=utf-8")
            : try .ok(ReportView(report))
        answer.headers[.vary] = "Accept"
        return answer
    }
}

extension Call {
    fileprivate func incident() throws(Problem) -> ItemKey<Noun.Incident> {
        try key("incident_id", in: .incident)
    }
}
