import Vocabulary

extension GoogleWorkspaceActivity {
    /// The activity in OCSF's terms. An application or an event that has no mapping is a base event and keeps
    /// who, what, when and whence.
    func event(id: EventID) throws(Rejection) -> Event {
        guard let time else { throw .missingTime }
        guard let operation = name else { throw .missingOperation }
        let meaning = meaning(of: operation)
        let isFile = meaning.class == .fileHostingActivity
        return Event(
            id: id, source: .googleWorkspace, class: meaning.class, activityID: meaning.activityID,
            operation: operation, application: application, time: time, status: meaning.status,
            severity: meaning.severity, actor: actor, sourceAddress: address,
            file: isFile ? parameters.file : nil,
            targets: parameters.concerned.filter { $0 != actor?.name }.map {
                Event.Person(name: $0, nativeID: nil)
            },
            finding: nil, nativeID: nativeID)
    }

    private func meaning(of operation: String) -> OCSFMeaning {
        let known: OCSFMeaning? =
            switch application {
            case "drive": driveMeaning(of: operation)
            case "login": loginMeaning(of: operation) ?? accountMeaning(of: operation)
            case "user_accounts", "admin": accountMeaning(of: operation)
            default: nil
            }
        return known ?? OCSFMeaning(.baseEvent, OCSFMeaning.other, status: .unknown)
    }
}

/// What a source's operation is in OCSF: the part of an event that a table can say.
struct OCSFMeaning {
    let `class`: Event.Class
    let activityID: Int
    let status: Event.Status
    let severity: Severity

    /// OCSF's activity *Other*: the source has a name for it and OCSF has none.
    static var other: Int { 99 }

    init(
        _ class: Event.Class, _ activityID: Int, status: Event.Status = .success,
        severity: Severity = .informational
    ) {
        self.class = `class`
        self.activityID = activityID
        self.status = status
        self.severity = severity
    }
}
