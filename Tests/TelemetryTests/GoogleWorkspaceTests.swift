import Telemetry
import Testing
import Vocabulary

@Suite struct `A Google Workspace activity` {
    static let activities: [Activity] = [
        Activity(parameters: [
            "primary_event": true, "doc_id": "1AbC", "doc_title": "brochure.INDD", "doc_type": "unknown",
            "owner": "Ann@tenant-b.example", "visibility": "people_with_link", "billable": .null,
        ]),
        Activity(
            type: "acl_change", name: "change_user_access",
            parameters: [
                "doc_id": "2", "doc_title": "plan", "doc_type": "spreadsheet",
                "visibility": "shared_externally",
                "target_user": "X@evil.example", "old_value": ["none"], "new_value": ["can_edit"],
            ]),
        Activity(
            application: "login", type: "login", name: "login_success",
            parameters: ["login_type": "google_password", "is_suspicious": true]),
        Activity(
            application: "login", type: "account_warning", name: "suspicious_login",
            parameters: [
                "affected_email_address": "kim@tenant-b.example", "login_timestamp": 1_764_000_000_123_456,
            ]),
        Activity(
            application: "admin", type: "USER_SETTINGS", name: "CREATE_USER", address: nil,
            parameters: ["USER_EMAIL": "new@tenant-b.example"]),
        Activity(application: "calendar", type: "x", name: "y", actor: [:]),
    ]

    @Test(arguments: activities)
    func `reads the same in all three shapes`(activity: Activity) throws {
        let event = try normalise(activity.asList)
        #expect(try normalise(activity.asOne) == event)
        #expect(try normalise(activity.asFlat) == event)
    }

    @Test func `of a download becomes a file hosting activity`() throws {
        let event = try Self.activities[0].event()
        #expect(
            event
                == Event(
                    id: someID, source: .googleWorkspace, class: .fileHostingActivity, activityID: 2,
                    operation: "download", application: "drive",
                    time: Timestamp(microseconds: 1_795_498_078_481_000), status: .success,
                    severity: .informational,
                    actor: Event.Person(name: "kim@tenant-b.example", nativeID: "111111111111111111111"),
                    sourceAddress: Address("192.0.2.51"),
                    file: Event.File(
                        id: "1AbC", name: "brochure.INDD", type: "indd", owner: "ann@tenant-b.example",
                        visibility: .public),
                    targets: [], finding: nil,
                    nativeID: "2026-11-24T05:27:58.481000Z/-4567890123/drive/C01abc234/download/1AbC"))
        #expect(event.isDownload)
        #expect(
            event.entities == [
                Entity(.user, "kim@tenant-b.example"), Entity(.address, "192.0.2.51"), Entity(.file, "1AbC"),
            ])
    }

    @Test(arguments: [
        ("upload", 1), ("download", 2), ("edit", 3), ("delete", 4), ("trash", 4), ("rename", 5), ("copy", 6),
        ("move", 7), ("untrash", 8), ("preview", 9), ("change_user_access", 12),
        ("change_user_access_hierarchy_reconciled", 12), ("change_document_visibility", 12),
        ("change_owner", 12),
        ("view", 14), ("sync_item_content", 15), ("create", 99), ("print", 99), ("something_new", 99),
    ])
    func `of Drive has OCSF's activity`(name: String, activityID: Int) throws {
        let event = try Activity(name: name).event()
        #expect(event.class == .fileHostingActivity)
        #expect(event.activityID == activityID)
        #expect(event.operation == name)
    }

    @Test func `that takes access away is an unsharing`() throws {
        #expect(
            try Activity(name: "change_user_access", parameters: ["new_value": ["none"]]).event().activityID
                == 13)
        #expect(
            try Activity(name: "change_document_visibility", parameters: ["new_value": ["private"]]).event()
                .activityID == 13)
    }

    @Test(
        arguments: [
            ("private", .private), ("shared_internally", .internal),
            ("people_within_domain_with_link", .internal),
            ("public_in_the_domain", .internal), ("shared_externally", .external),
            ("people_with_link", .public),
            ("public_on_the_web", .public), ("unknown", .unknown), ("something_new", .unknown),
        ] as [(String, Event.File.Visibility)])
    func `tells who could reach the file`(visibility: String, expected: Event.File.Visibility) throws {
        let file = try Activity(parameters: ["doc_id": "1", "visibility": .string(visibility)]).event().file
        #expect(file?.visibility == expected)
        #expect(file?.isSharedExternally == (expected == .external || expected == .public))
    }

    @Test(arguments: [
        ("brochure.indd", "unknown", "indd"), ("a.b.TAR", "x", "tar"), ("q3", "pdf", "pdf"),
        ("no.extension here", "document", "document"), (".hidden", "document", "document"),
        ("ends.", "document", "document"), ("long.extension9", "document", "document"),
        ("mail.münchen", "document", "document"), ("v1.2", "document", "2"),
    ])
    func `takes the file's type from its title or its document type`(
        title: String, type: String, expected: String
    )
        throws
    {
        let parameters: [String: JSON] = ["doc_title": .string(title), "doc_type": .string(type)]
        #expect(try Activity(parameters: parameters).event().file?.type == expected)
    }

    @Test(
        arguments: [
            ("login_success", .authentication, 1, .success), ("login_failure", .authentication, 1, .failure),
            ("logout", .authentication, 2, .success), ("suspicious_login", .authentication, 1, .unknown),
            ("login_challenge", .authentication, 6, .unknown),
            ("account_disabled_hijacked", .accountChange, 5, .success),
            ("account_disabled_password_leak", .accountChange, 5, .success),
            ("2sv_disable", .accountChange, 11, .success),
            ("password_edit", .accountChange, 3, .success), ("something_new", .baseEvent, 99, .unknown),
        ] as [(String, Event.Class, Int, Event.Status)])
    func `of a log-in says what became of it`(
        name: String, expected: Event.Class, activityID: Int, status: Event.Status
    ) throws {
        let event = try Activity(application: "login", name: name).event()
        #expect(event.class == expected)
        #expect(event.activityID == activityID)
        #expect(event.status == status)
    }

    @Test(
        arguments: [
            ("Challenge Passed.", .success), ("Challenge Failed.", .failure), ("Incorrect answer", .failure),
            ("", .unknown),
        ] as [(String, Event.Status)])
    func `of a challenge says whether it was passed`(told: String, status: Event.Status) throws {
        let activity = Activity(
            application: "login", name: "login_challenge",
            parameters: ["login_challenge_status": .string(told)])
        #expect(try activity.event().status == status)
    }

    @Test(arguments: [
        "2026-11-24T05:27:58.481Z", "2026-11-24 05:27:58.481000000", "2026-11-24 05:27:58.481",
        "2026-11-24T06:27:58.481+01:00",
        "1795498078481", "1795498078481000",
    ])
    func `is read whatever way its time is written`(time: String) throws {
        let event = try Activity(time: time).event()
        #expect(event.time == Timestamp(microseconds: 1_795_498_078_481_000))
        #expect(event.nativeID == "2026-11-24T05:27:58.481000Z/-4567890123/drive/C01abc234/download/")
    }

    @Test(
        arguments: [
            (["email": " Kim@ACME.example ", "profileId": 12], "kim@acme.example", "12"),
            (["email": .null, "profileId": "12"], "12", "12"),
            (["key": "HMAC-1"], "hmac-1", nil),
            (["email": "", "profileId": "105250506097979753968"], nil, nil),
            ([:], nil, nil),
        ] as [([String: JSON], String?, String?)])
    func `names who acted`(actor: [String: JSON], name: String?, nativeID: String?) throws {
        let event = try Activity(actor: actor).event()
        #expect(event.actor?.name == name)
        #expect(event.actor?.nativeID == nativeID)
    }

    @Test func `keeps a profile id too large for any integer`() throws {
        let record =
            #"{"id":{"time":"2026-11-24T05:27:58Z","applicationName":"drive"},"actor":{"profileId":111111111111111111111},"name":"view"}"#
        #expect(try normalise(record).actor?.name == "111111111111111111111")
    }

    @Test func `with several events means the primary one`() throws {
        func event(_ name: String, primary: Bool) -> String {
            #"{"type":"access","name":"\#(name)","parameters":[{"name":"primary_event","boolValue":\#(primary)},{"name":"doc_id","value":"\#(name)-id"}]}"#
        }
        let head = #"{"id":{"time":"2026-11-24T05:27:58Z","applicationName":"drive"},"events":["#
        let marked = head + event("move", primary: false) + "," + event("upload", primary: true) + "]}"
        let unmarked = head + event("move", primary: false) + "," + event("upload", primary: false) + "]}"
        #expect(try normalise(marked).operation == "upload")
        #expect(try normalise(marked).file?.id == "upload-id")
        #expect(try normalise(unmarked).operation == "move")
        #expect(try normalise(unmarked).file?.id == "move-id")
    }

    @Test func `has no id of its own without a qualifier`() throws {
        #expect(
            try normalise(#"{"id":{"time":"2026-11-24T05:27:58Z","applicationName":"drive"},"name":"view"}"#)
                .nativeID
                == nil)
    }

    @Test(
        arguments: [
            (#"{"id":{"applicationName":"drive"},"name":"view"}"#, .missingTime),
            (#"{"id":{"time":"yesterday"},"name":"view"}"#, .missingTime),
            (#"{"id":{"time":null},"name":"view"}"#, .missingTime),
            (#"{"id":null,"actor":null,"events":null,"name":"view","parameters":null}"#, .missingTime),
            (#"{"id":{"time":"2026-11-24T05:27:58Z"}}"#, .missingOperation),
            (#"{"id":{"time":"2026-11-24T05:27:58Z"},"events":[]}"#, .missingOperation),
            (#"{"id":{"time":"2026-11-24T05:27:58Z"},"events":[null,1,{}],"name":""}"#, .missingOperation),
            (#"{}"#, .missingTime),
        ] as [(String, Rejection)])
    func `without a time or a name is refused`(record: String, reason: Rejection) {
        #expect(rejection(of: record) == reason)
    }

    @Test(arguments: [
        #""actor":null"#, #""ipAddress":null"#, #""ipAddress":"none""#, #""parameters":null"#,
        #""parameters":[null,{"name":null},{"value":"x"}]"#,
        #""actor":"kim""#, #""actor":[1]"#, #""ipAddress":{"a":1}"#,
        #""parameters":{"doc_id":{"a":[1]},"target_user":[null,[],"x"]}"#,
    ])
    func `is read around whatever is null or of another kind`(member: String) throws {
        let event = try normalise(
            #"{"id":{"time":"2026-11-24T05:27:58Z","applicationName":"drive"},"name":"view",\#(member)}"#)
        #expect(event.operation == "view")
        #expect(event.actor == nil)
        #expect(event.sourceAddress == nil)
        #expect(event.file == nil)
        #expect(event.targets.isEmpty)
    }
}
