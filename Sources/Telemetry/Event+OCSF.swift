package import Vocabulary

extension Event {
    /// The release of OCSF in which the classes, activities and attributes here are meant. Moving it means
    /// reading its changes and validating the mapping against its schemas again.
    package static var ocsfVersion: String { "1.5.0" }

    /// The event as an OCSF object, valid against its class in `ocsfVersion`.
    ///
    /// Where OCSF requires what the source left out, the attribute says `unknown`.
    package var ocsf: JSON {
        var members: [String: JSON] = [
            "metadata": metadata,
            "class_uid": .integer(Int64(self.class.rawValue)),
            "category_uid": .integer(Int64(self.class.rawValue / 1_000)),
            "activity_id": .integer(Int64(activityID)),
            "type_uid": .integer(Int64(self.class.rawValue * 100 + activityID)),
            "severity_id": .integer(Int64(severity.ocsf)),
            "time": .integer(time.milliseconds),
        ]
        if activityID == OCSFMeaning.other { members["activity_name"] = .string(operation) }
        switch self.class {
        case .fileHostingActivity:
            members["actor"] = actorObject ?? ["app_name": .string(application)]
            members["src_endpoint"] = endpoint ?? ["svc_name": .string(application)]
            members["file"] = file?.ocsf ?? ["name": "unknown", "type_id": 0]
        case .authentication:
            members["user"] = subjectObject
            members["service"] = ["name": .string(application)]
        case .accountChange:
            members["user"] = subjectObject
        case .detectionFinding:
            members["finding_info"] = findingInfo
            members["evidences"] = evidences
            members["is_alert"] = true
        case .baseEvent:
            break
        }
        switch self.class {
        case .authentication, .accountChange:
            members["actor"] = actorObject
            members["src_endpoint"] = endpoint
        case .fileHostingActivity, .detectionFinding, .baseEvent:
            break
        }
        if self.class != .detectionFinding { members["status_id"] = .integer(Int64(status.rawValue)) }
        members["unmapped"] = unmapped
        return .object(members)
    }

    private var metadata: JSON {
        var product: [String: JSON] =
            switch source {
            case .googleWorkspace: ["name": "Google Workspace", "vendor_name": "Google"]
            case .genericAlert: ["name": .string(finding?.product ?? application)]
            }
        if source == .googleWorkspace { product["feature"] = ["name": .string(application)] }
        var members: [String: JSON] = [
            "version": .string(Self.ocsfVersion),
            "uid": .string(id.description),
            "event_code": .string(operation),
            "log_name": .string(application),
            "product": .object(product),
        ]
        if let nativeID { members["correlation_uid"] = .string(nativeID) }
        return .object(members)
    }

    private var actorObject: JSON? { actor.map { ["user": $0.ocsf] } }

    /// Whose account it is about.
    private var subjectObject: JSON { (targets.first ?? actor)?.ocsf ?? ["name": "unknown"] }

    private var endpoint: JSON? { sourceAddress.map { ["ip": .string($0.description)] } }

    private var findingInfo: JSON {
        var members: [String: JSON] = [
            "title": .string(finding?.title ?? operation),
            "uid": .string(finding?.uid ?? finding?.fingerprint ?? id.description),
            "created_time": .integer(time.milliseconds),
        ]
        if let description = finding?.description { members["desc"] = .string(description) }
        if let link = finding?.link { members["src_url"] = .string(link) }
        return .object(members)
    }

    private var evidences: JSON? {
        var members: [String: JSON] = [:]
        members["actor"] = actorObject
        members["src_endpoint"] = endpoint
        return members.isEmpty ? nil : [.object(members)]
    }

    /// What has no place of its own in the class.
    private var unmapped: JSON? {
        var members: [String: JSON] = [:]
        if let file { members["visibility"] = .string(file.visibility.rawValue) }
        if self.class == .fileHostingActivity || self.class == .baseEvent, !targets.isEmpty {
            members["targets"] = .array(targets.map { .string($0.name) })
        }
        if self.class == .baseEvent {
            if let actor { members["actor"] = .string(actor.name) }
            if let sourceAddress { members["src_ip"] = .string(sourceAddress.description) }
        }
        return members.isEmpty ? nil : .object(members)
    }
}

extension Event.Person {
    fileprivate var ocsf: JSON {
        var members: [String: JSON] = ["name": .string(name)]
        if let nativeID { members["uid"] = .string(nativeID) }
        if isPlainAddress { members["email_addr"] = .string(name) }
        return .object(members)
    }

    /// Narrow enough for OCSF's `email_t`, which is a pattern over ASCII.
    private var isPlainAddress: Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, labels.allSatisfy({ !$0.isEmpty }) else { return false }
        return parts[0].allSatisfy { isWord($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ".") }
            && parts[1].allSatisfy { isWord($0) && $0 != UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

extension Event.File {
    fileprivate var ocsf: JSON {
        var members: [String: JSON] = [
            "name": .string(name), "uid": .string(id), "type_id": type == "folder" ? 2 : 1,
            "type": .string(type),
        ]
        if let owner { members["owner"] = Event.Person(name: owner, nativeID: nil).ocsf }
        if name.lowercased().hasSuffix(".\(type)") { members["ext"] = .string(type) }
        return .object(members)
    }
}

extension Timestamp {
    /// Whole milliseconds since the epoch, rounded down.
    fileprivate var milliseconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000 : (microseconds - 999) / 1_000
    }
}
