package import Vocabulary

/// One activity as Google tells it, for a test that needs a certain one.
package struct GoogleRecord: Sendable {
    /// The three ways in which the same is told.
    package enum Shape: CaseIterable, Sendable {
        case list, single, flat
    }

    package var person: String
    package var address = "2001:db8:77::5"
    package var time: Timestamp
    /// Google's own `uniqueQualifier`; `nil` leaves it out.
    package var qualifier: String?
    package var application: String
    package var name: String
    package var parameters: [(name: String, value: String)] = []

    package static func logIn(_ person: String, at time: Timestamp, qualifier: String? = "1") -> Self {
        Self(person: person, time: time, qualifier: qualifier, application: "login", name: "login_success")
    }

    package static func download(
        _ title: String, by person: String, at time: Timestamp, qualifier: String? = "2"
    ) -> Self {
        Self(
            person: person, time: time, qualifier: qualifier, application: "drive", name: "download",
            parameters: [
                ("doc_id", "1AbC"), ("doc_title", title),
                ("doc_type", String(title.split(separator: ".").last ?? "")),
                ("owner", person), ("visibility", "people_with_link"),
            ])
    }

    package func line(_ shape: Shape = .list) -> String {
        let unique = qualifier.map { #""uniqueQualifier":"\#($0)","# } ?? ""
        let pairs = parameters.map { #"{"name":"\#($0.name)","value":"\#($0.value)"}"# }.joined(
            separator: ",")
        let members = parameters.map { #""\#($0.name)":"\#($0.value)""# }.joined(separator: ",")
        let event = #"{"type":"access","name":"\#(name)","parameters":[\#(pairs)]}"#
        let told =
            switch shape {
            case .list: #""events":[\#(event)]"#
            case .single: #""events":\#(event)"#
            case .flat: #""type":"access","name":"\#(name)","parameters":{\#(members)}"#
            }
        return #"{"kind":"admin#reports#activity","id":{"time":"\#(time)",\#(unique)"#
            + #""applicationName":"\#(application)","customerId":"C01"},"#
            + #""actor":{"email":"\#(person)","profileId":"7"},"ipAddress":"\#(address)",\#(told)}"#
    }
}
