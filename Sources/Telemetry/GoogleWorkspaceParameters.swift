/// The parameters of a Google event that Watchfloor names; all others stay in the raw record.
struct GoogleWorkspaceParameters {
    // Drive.
    var documentID: String?
    var documentTitle: String?
    var documentType: String?
    /// The extension of the whole title, before it is cut to a field's length.
    var titleExtension: String?
    var owner: String?
    var visibility: String?
    var newValue: String?
    var membershipChange: String?
    // Log-in.
    var challengeStatus: String?
    var isSuspicious = false
    /// Whom it concerned: the person it was shared with, the account that was changed. Normalised, in order.
    var concerned: [String] = []

    /// People of one event that are kept; a share with more than this is one event for each in Google's log.
    static var concernedMaximum: Int { 16 }

    init() {}

    /// - Parameter node: a list of `{name, value}`, or an object of names and values.
    init(_ node: JSONNode) {
        for child in node.children {
            if node.isObject {
                read(child.key, child)
            } else {
                var name: JSONText?
                var value: JSONNode?
                for member in child.children {
                    switch member.key {
                    case "name": name = member.text
                    case "value", "boolValue", "intValue", "multiValue", "multiIntValue":
                        if !member.isNull { value = member }
                    default: break
                    }
                }
                if let name, let value { read(name, value) }
            }
        }
    }

    private mutating func read(_ name: JSONText, _ value: JSONNode) {
        switch name {
        case "doc_id": documentID = value.string()
        case "doc_title":
            documentTitle = value.string()
            titleExtension = value.text.fileExtension
        case "doc_type": documentType = value.name
        case "owner": owner = value.name
        case "visibility": visibility = value.string()
        case "new_value": newValue = value.string()
        case "membership_change_type": membershipChange = value.string()
        case "login_challenge_status": challengeStatus = value.string()
        case "is_suspicious": isSuspicious = value.isTrue
        case "target_user", "new_owner", "target", "affected_email_address", "USER_EMAIL": concern(value)
        default: break
        }
    }

    private mutating func concern(_ value: JSONNode) {
        guard value.isArray else {
            if let person = value.name { concern(person) }
            return
        }
        for element in value.children {
            if let person = element.name { concern(person) }
        }
    }

    private mutating func concern(_ person: String) {
        // `new_owner` may be the name of a shared drive, and `target_user` a domain: no person has those
        // names.
        guard person.utf8.contains(UInt8(ascii: "@")), concerned.count < Self.concernedMaximum,
            !concerned.contains(person)
        else { return }
        concerned.append(person)
    }

    /// Whether these parameters say `primary_event`; read apart, because it decides whose parameters are
    /// read.
    static func marksPrimary(_ node: JSONNode) -> Bool {
        if node.isObject {
            return node.children.contains { $0.key.equals("primary_event") && $0.isTrue }
        }
        return node.children.contains { parameter in
            var isNamed = false
            var isTrue = false
            for member in parameter.children {
                switch member.key {
                case "name": isNamed = member.text.equals("primary_event")
                case "boolValue", "value": isTrue = isTrue || member.isTrue
                default: break
                }
            }
            return isNamed && isTrue
        }
    }
}

extension JSONText {
    /// What follows the last dot of a file's name, in lower case, if it looks like an extension: one to eight
    /// ASCII letters and digits, with something before the dot.
    var fileExtension: String? {
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0,
            (1...8).contains(bytes.count - dot - 1)
        else { return nil }
        let tail = bytes[(dot + 1)...]
        let isPlain = tail.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        }
        guard isPlain else { return nil }
        return String(decoding: tail.map { (65...90).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
