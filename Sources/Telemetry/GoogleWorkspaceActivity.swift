import Vocabulary

/// One activity of the Reports API (`admin#reports#activity`), as Google and those who forward it write it.
///
/// Three shapes tell the same: `events: [{type, name, parameters: [{name, value}]}]` as Google sends it,
/// `events: {…}` with one event, and `type`, `name` and `parameters: {name: value}` at the top, as exporters
/// flatten it. Where an activity holds several events, the one with `primary_event` is meant, else the first;
/// the others describe the same act from other files' and folders' sides.
struct GoogleWorkspaceActivity {
    var time: Timestamp?
    var uniqueQualifier: String?
    var customer: String?
    var application = Self.unknownApplication
    var actor: Event.Person?
    var address: Address?
    /// The operation, in lower case: `download`, `create_role`.
    var name: String?
    var parameters = GoogleWorkspaceParameters()

    /// `applicationName` of a record that leaves it out.
    static var unknownApplication: String { "unknown" }
    /// The `profileId` that Google writes when it does not say who acted; not a person.
    static var placeholderProfile: String { "105250506097979753968" }

    init(_ record: JSONNode) {
        var events: JSONNode?
        var flatName: JSONNode?
        var flatParameters: JSONNode?
        for member in record.children {
            switch member.key {
            case "id": readID(member)
            case "actor": readActor(member)
            case "ipAddress": address = Address(utf8: member.text.bytes)
            case "events": events = member
            case "name": flatName = member
            case "parameters": flatParameters = member
            default: break
            }
        }
        if let event = events.flatMap(Self.primary) {
            for member in event.children {
                switch member.key {
                case "name": name = member.name
                case "parameters": parameters = GoogleWorkspaceParameters(member)
                default: break
                }
            }
        }
        guard name == nil else { return }
        name = flatName?.name
        if let flatParameters { parameters = GoogleWorkspaceParameters(flatParameters) }
    }

    private mutating func readID(_ node: JSONNode) {
        for member in node.children {
            switch member.key {
            case "time": time = member.time
            case "uniqueQualifier": uniqueQualifier = member.string()
            case "applicationName":
                application = member.name ?? Self.unknownApplication
            case "customerId": customer = member.string()
            default: break
            }
        }
    }

    private mutating func readActor(_ node: JSONNode) {
        var email: String?
        var profile: String?
        var key: String?
        for member in node.children {
            switch member.key {
            case "email": email = member.name
            case "profileId": profile = member.string()
            case "key": key = member.name
            default: break
            }
        }
        if profile == Self.placeholderProfile { profile = nil }
        actor = (email ?? profile ?? key).map { Event.Person(name: $0, nativeID: profile) }
    }

    private static func primary(of events: JSONNode) -> JSONNode? {
        guard events.isArray else { return events.isObject ? events : nil }
        var first: JSONNode?
        var count = 0
        for event in events.children where event.isObject {
            if first == nil { first = event }
            count += 1
        }
        guard count > 1 else { return first }
        let marked = events.children.first { event in
            event.children.contains {
                $0.key.equals("parameters") && GoogleWorkspaceParameters.marksPrimary($0)
            }
        }
        return marked ?? first
    }

    /// What makes an activity one of a kind: Google's time, qualifier, application and customer, and what was done to
    /// which document.
    ///
    /// The last two because exporters that flatten an activity with several events write a row for each, all with one
    /// qualifier. The time is written out anew, since exporters reformat it.
    var nativeID: String? {
        guard let time, let uniqueQualifier else { return nil }
        let act = "\(name ?? "")/\(parameters.documentID ?? "")"
        return "\(time)/\(uniqueQualifier)/\(application)/\(customer ?? "")/\(act)"
    }
}
