import Vocabulary

/// Writes activities as the Google Reports API tells them, in each of the three shapes that are met in the field.
struct GoogleActivityWriter {
    enum Shape {
        /// `events: [ {…} ]`, as Google sends it.
        case nested
        /// `events: {…}`.
        case single
        /// `type`, `name` and `parameters: {name: value}` at the top, as exporters flatten it.
        case flat
    }

    let staff: [SimulatedPerson]
    let domain: String
    let customerID: String

    func line(_ activity: Activity, qualifier: Int64, shape: Shape) -> String {
        let person = staff[activity.person]
        let event = Self.event(activity, staff: staff)
        let application: String = if case .login = activity.what { "login" } else { "drive" }
        var members = [
            #""kind":"admin#reports#activity""#,
            #""id":{"time":"\#(Self.milliseconds(activity.time))","uniqueQualifier":"\#(qualifier)","#
                + #""applicationName":"\#(application)","customerId":"\#(customerID)"}"#,
            #""actor":{"callerType":"USER","email":\#(Self.quoted(person.email)),"#
                + #""profileId":"\#(person.profileID)"}"#,
            #""ownerDomain":\#(Self.quoted(domain))"#,
            #""ipAddress":\#(Self.quoted(activity.address))"#,
        ]
        switch shape {
        case .nested: members.append(#""events":[\#(event.nested)]"#)
        case .single: members.append(#""events":\#(event.nested)"#)
        case .flat: members.append(event.flat)
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private enum Value {
        case text(String)
        case flag(Bool)
        case texts([String])
    }

    private struct Event {
        let type: String
        let name: String
        let parameters: [(name: String, value: Value)]

        var nested: String {
            let list = parameters.map { name, value in
                switch value {
                case .text(let text): #"{"name":"\#(name)","value":\#(quoted(text))}"#
                case .flag(let flag): #"{"name":"\#(name)","boolValue":\#(flag)}"#
                case .texts(let texts): #"{"name":"\#(name)","multiValue":[\#(Self.list(texts))]}"#
                }
            }
            return #"{"type":"\#(type)","name":"\#(name)","parameters":[\#(list.joined(separator: ","))]}"#
        }

        var flat: String {
            let list = parameters.map { name, value in
                switch value {
                case .text(let text): #""\#(name)":\#(quoted(text))"#
                case .flag(let flag): #""\#(name)":\#(flag)"#
                case .texts(let texts): #""\#(name)":[\#(Self.list(texts))]"#
                }
            }
            return #""type":"\#(type)","name":"\#(name)","parameters":{\#(list.joined(separator: ","))}"#
        }

        private static func list(_ texts: [String]) -> String {
            texts.map(GoogleActivityWriter.quoted).joined(separator: ",")
        }
    }

    private static func event(_ activity: Activity, staff: [SimulatedPerson]) -> Event {
        switch activity.what {
        case .login(.success):
            Event(
                type: "login", name: "login_success",
                parameters: [
                    ("login_type", .text("google_password")),
                    ("login_challenge_method", .texts(["password", "google_prompt"])),
                    ("is_suspicious", .flag(false)),
                ])
        case .login(.logout):
            Event(type: "login", name: "logout", parameters: [("login_type", .text("google_password"))])
        case .login(.failure(let reason)):
            Event(
                type: "login", name: "login_failure",
                parameters: [
                    ("login_type", .text("google_password")),
                    ("login_challenge_method", .texts(["password"])),
                    ("login_failure_type", .text(reason)),
                ])
        case .file(let operation, let file):
            Event(
                type: "access", name: operation,
                parameters: about(
                    file, owner: staff[file.owner].email, visibility: file.visibility(at: activity.time)))
        case .share(let file, let guest, let change):
            Event(
                type: "acl_change", name: "change_user_access",
                parameters: about(
                    file, owner: staff[file.owner].email, visibility: file.visibility(at: activity.time))
                    + [
                        ("visibility_change", .text(change)), ("old_visibility", .text(file.visibility)),
                        ("target_user", .text(guest)), ("old_value", .texts(["none"])),
                        ("new_value", .texts(["can_view"])),
                    ])
        }
    }

    private static func about(
        _ file: SimulatedFile, owner: String, visibility: String
    ) -> [(name: String, value: Value)] {
        [
            ("primary_event", .flag(true)), ("billable", .flag(true)),
            ("owner_is_shared_drive", .flag(false)),
            ("owner", .text(owner)), ("doc_id", .text(file.id)), ("doc_type", .text(file.type)),
            ("doc_title", .text(file.title)), ("visibility", .text(visibility)),
            ("actor_is_collaborator_account", .flag(false)), ("originating_app_id", .text("691301496089")),
        ]
    }

    /// `2026-11-24T05:27:58.481Z`: always three digits of fraction.
    static func milliseconds(_ time: Timestamp) -> String {
        let whole = Timestamp(seconds: time.seconds).description.dropLast()
        let fraction = String((time.microseconds - time.seconds * 1_000_000) / 1_000)
        return "\(whole).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)Z"
    }

    /// A JSON string.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
