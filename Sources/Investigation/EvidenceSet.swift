package import Vocabulary

/// What bounded queries over the tenant's events and baselines answered about one alert.
///
/// `nil` means that the question was not answered, and the report says so; an answer of "nothing" is a value.
package struct EvidenceSet: Hashable, Sendable {
    package let alert: AlertID
    package let finding: Finding
    /// The events that the alert rests on and those of the subject around them, in order of time; at most
    /// `happeningsMax` are told.
    package var happenings: [Happening] = []
    /// When the subject's person left, as the tenant told; `.some(nil)` inside when they have not.
    package var departure: Observed<Timestamp?>?
    package var network: Observed<Network>?
    /// Other people of the tenant on the network within an hour before and after.
    package var othersOnNetwork: Observed<Int>?
    /// Different networks that the subject used in 30 days, this one left out: how much they move.
    package var networksIn30Days: Observed<Int>?
    /// Events of the subject from a network usual to them, within an hour before and after.
    package var eventsOnUsualNetworks: Observed<Int>?
    package var logins: Observed<Logins>?
    package var file: Observed<File>?
    /// How many of the subject's earlier file events touched a file of this type.
    package var fileType: Observed<Share>?
    package var downloads: Observed<Downloads>?
    /// Hours of the day, of 24, in which the subject was active over the last 7 days.
    package var activeHoursOfDay: Observed<Int>?
    package var response: Observed<Response>?

    /// As many lines as a person reads before an alert.
    package static let happeningsMax = 40

    package init(alert: AlertID, finding: Finding) {
        self.alert = alert
        self.finding = finding
    }

    package struct Happening: Hashable, Sendable {
        package let event: EventID
        package let time: Timestamp
        /// The source's operation: `download`, `login_success`.
        package let operation: String
        package let network: String?
        package let file: String?

        package init(
            event: EventID, time: Timestamp, operation: String, network: String? = nil, file: String? = nil
        ) {
            self.event = event
            self.time = time
            self.operation = operation
            self.network = network
            self.file = file
        }
    }

    package struct Network: Hashable, Sendable {
        /// At the width that was compared: `2001:db8:77::/64`.
        package let name: String
        /// Earlier events from it: of the subject, and of the whole tenant.
        package let subject: Share
        package let tenant: Share

        package init(name: String, subject: Share, tenant: Share) {
            self.name = name
            self.subject = subject
            self.tenant = tenant
        }
    }

    /// The subject's log-ins in the 24 hours up to the deciding event.
    package struct Logins: Hashable, Sendable {
        package let failures: Int
        package let successes: Int
        /// Successes from the network in question.
        package let successesOnNetwork: Int

        package init(failures: Int, successes: Int, successesOnNetwork: Int) {
            self.failures = failures
            self.successes = successes
            self.successesOnNetwork = successesOnNetwork
        }
    }

    package struct File: Hashable, Sendable {
        package let id: String
        package let name: String
        package let type: String
        package let owner: String?
        package let isShared: Bool
        /// When it became reachable from outside, where that was seen.
        package let sharedAt: Timestamp?

        package init(
            id: String, name: String, type: String, owner: String?, isShared: Bool, sharedAt: Timestamp?
        ) {
            self.id = id
            self.name = name
            self.type = type
            self.owner = owner
            self.isShared = isShared
            self.sharedAt = sharedAt
        }
    }

    package struct Downloads: Hashable, Sendable {
        /// In the 24 hours up to the deciding event.
        package let today: Int
        /// The median day of the last 30 on which there were any.
        package let usual: Int

        package init(today: Int, usual: Int) {
            self.today = today
            self.usual = usual
        }
    }

    /// A response as it stands when the report is written.
    package struct Response: Hashable, Sendable {
        /// `disable the account and end its sessions`.
        package let what: String
        /// `proposed`, `confirmed`, …
        package let state: String
        package let at: Timestamp

        package init(what: String, state: String, at: Timestamp) {
            self.what = what
            self.state = state
            self.at = at
        }
    }
}
