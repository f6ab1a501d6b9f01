import Operations
import Telemetry
import Vocabulary

enum Events {
    static func get(_ call: Call) async throws -> Answer {
        let event = try await GetEvent(call.id("event_id"), tenant: call.tenant)
            .perform(on: call.floor, in: call.context)
        return try .ok(EventView(event))
    }
}

/// One event in OCSF's terms, and the record as its source sent it.
struct EventView: Encodable {
    let id: EventID
    let source: Source
    let classUID: Int
    let activityID: Int
    let operation: String
    let application: String
    let time: Timestamp
    let receivedAt: Timestamp
    let status: String
    let severity: Severity
    let actor: String?
    let sourceAddress: String?
    let file: FileView?
    let targets: [String]
    let finding: FindingView?
    let nativeID: String?
    let raw: String

    struct FileView: Encodable {
        let id: String
        let name: String
        let type: String
        let owner: String?
        let visibility: Event.File.Visibility
    }

    struct FindingView: Encodable {
        let title: String
        let product: String
        let uid: String?
        let link: String?
        let description: String?
    }

    init(_ stored: StoredEvent) {
        let event = stored.event
        id = event.id
        source = event.source
        classUID = event.class.rawValue
        activityID = event.activityID
        operation = event.operation
        application = event.application
        time = event.time
        receivedAt = stored.receivedAt
        status =
            switch event.status {
            case .unknown: "unknown"
            case .success: "success"
            case .failure: "failure"
            }
        severity = event.severity
        actor = event.actor?.name
        sourceAddress = event.sourceAddress?.description
        file = event.file.map {
            FileView(id: $0.id, name: $0.name, type: $0.type, owner: $0.owner, visibility: $0.visibility)
        }
        targets = event.targets.map(\.name)
        finding = event.finding.map {
            FindingView(
                title: $0.title, product: $0.product, uid: $0.uid, link: $0.link,
                description: $0.description)
        }
        nativeID = event.nativeID
        // A source may send what is not UTF-8; whoever reads it here sees where.
        raw = String(decoding: stored.raw, as: UTF8.self)
    }
}
