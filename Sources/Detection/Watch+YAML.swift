import Telemetry
import Vocabulary

extension Watch {
    init(fields: inout StrictFields) throws(ModelError) {
        sources = try fields.list("sources") { node throws(ModelError) in try node.named(Source.self) }
        `class` = try Event.Class(node: try fields.required("class"))
        activities = try fields.list("activities") { node throws(ModelError) in try node.integer() }
        operations = try fields.list("operations") { node throws(ModelError) in try node.string() }
        statuses = try fields.list("statuses", Event.Status.init(node:))
        visibilities = try fields.list("visibilities", Event.File.Visibility.init(node:))
    }
}

extension Event.Class {
    private static let names: [(String, Event.Class)] = [
        ("base_event", .baseEvent), ("detection_finding", .detectionFinding),
        ("account_change", .accountChange), ("authentication", .authentication),
        ("file_hosting_activity", .fileHostingActivity),
    ]

    init(node: StrictNode) throws(ModelError) {
        let text = try node.string()
        guard let found = Self.names.first(where: { $0.0 == text }) else {
            throw node.refused("\"\(text)\" is not one of \(Self.names.map(\.0).joined(separator: ", "))")
        }
        self = found.1
    }
}

extension Event.Status {
    init(node: StrictNode) throws(ModelError) {
        switch try node.string() {
        case "unknown": self = .unknown
        case "success": self = .success
        case "failure": self = .failure
        case let text: throw node.refused("\"\(text)\" is not one of unknown, success, failure")
        }
    }
}

extension Event.File.Visibility {
    init(node: StrictNode) throws(ModelError) {
        guard let value = Event.File.Visibility(rawValue: try node.string()) else {
            throw node.refused("not one of private, internal, external, public, unknown")
        }
        self = value
    }
}
