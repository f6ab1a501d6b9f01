package import Vocabulary

/// One thing that happened, in OCSF's terms, whatever source told of it.
///
/// The native record is kept beside it in the segment and is not repeated here.
package struct Event: Hashable, Sendable {
    /// OCSF event classes that Watchfloor reads, by `class_uid`.
    package enum Class: Int, CaseIterable, Sendable {
        case baseEvent = 0
        case detectionFinding = 2004
        case accountChange = 3001
        case authentication = 3002
        case fileHostingActivity = 6006
    }

    /// OCSF `status_id`: 0 unknown, 1 success, 2 failure.
    package enum Status: Int, Sendable {
        case unknown = 0
        case success = 1
        case failure = 2
    }

    /// Made by the service: consecutive within a segment.
    package var id: EventID
    package var source: Source
    package var `class`: Class
    /// OCSF `activity_id` within the class; 99 is *Other*.
    package var activityID: Int
    /// The source's own name of the operation, in lower case: `download`, `login_success`.
    package var operation: String
    /// The source's own service: `drive`, `login`.
    package var application: String
    /// When it happened, by the source's clock.
    package var time: Timestamp
    package var status: Status
    /// OCSF `severity_id` as words.
    package var severity: Severity
    /// Who did it: a normalised e-mail address or the source's own id; `nil` where the source does not say.
    package var actor: Person?
    /// Where it came from.
    package var sourceAddress: Address?
    /// What it was done to.
    package var file: File?
    /// Whom it concerned beside the actor: the person a file was shared with, the account that was changed.
    package var targets: [Person]
    /// Only for events that are themselves alerts of another product.
    package var finding: ForeignFinding?
    /// The source's own id of the record, by which a repeat is known; `nil` where the source has none.
    package var nativeID: String?

    package struct Person: Hashable, Sendable {
        /// Lower case; the normalised e-mail address where there is one.
        package var name: String
        /// The source's own id of the account.
        package var nativeID: String?

        package init(name: String, nativeID: String?) {
            self.name = name
            self.nativeID = nativeID
        }
    }

    package struct File: Hashable, Sendable {
        package var id: String
        package var name: String
        /// The extension of the name in lower case without the dot (`indd`), else the source's document type.
        package var type: String
        package var owner: String?
        package var visibility: Visibility
        /// The file was reachable by people outside the tenant when it happened.
        package var isSharedExternally: Bool { visibility == .external || visibility == .public }

        package enum Visibility: String, Codable, Sendable {
            case `private`, `internal`, external, `public`, unknown
        }

        package init(id: String, name: String, type: String, owner: String?, visibility: Visibility) {
            self.id = id
            self.name = name
            self.type = type
            self.owner = owner
            self.visibility = visibility
        }
    }

    /// Another product's alert, as `generic_alert` brings it.
    package struct ForeignFinding: Hashable, Sendable {
        package var title: String
        package var product: String
        /// The other product's id of the alert.
        package var uid: String?
        /// A link into the other product.
        package var link: String?
        package var fingerprint: String
        /// What the other product says of it, for people; written by whoever can trigger its alerts.
        package var description: String?

        package init(
            title: String, product: String, uid: String?, link: String?, fingerprint: String,
            description: String? = nil
        ) {
            self.title = title
            self.product = product
            self.uid = uid
            self.link = link
            self.fingerprint = fingerprint
            self.description = description
        }
    }

    package init(
        id: EventID, source: Source, class: Class, activityID: Int, operation: String, application: String,
        time: Timestamp, status: Status, severity: Severity, actor: Person?, sourceAddress: Address?,
        file: File?,
        targets: [Person], finding: ForeignFinding?, nativeID: String?
    ) {
        self.id = id
        self.source = source
        self.class = `class`
        self.activityID = activityID
        self.operation = operation
        self.application = application
        self.time = time
        self.status = status
        self.severity = severity
        self.actor = actor
        self.sourceAddress = sourceAddress
        self.file = file
        self.targets = targets
        self.finding = finding
        self.nativeID = nativeID
    }
}
