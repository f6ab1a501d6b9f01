package import Vocabulary

/// What happens beside ordinary life.
package struct Scenario: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// A designer who left nine days ago comes back from a network that nobody ever used, and takes an InDesign file
    /// that its owner had shared outside. The two steps are emitted by the caller, after the live day.
    package static let leaver = Scenario(rawValue: 1)
    /// The same type of file, shared outside too, downloaded by its regular user from the usual network.
    package static let usualNetworkDownload = Scenario(rawValue: 2)
    /// Somebody begins on the live day and downloads their first file that is shared outside, from the office.
    package static let newHire = Scenario(rawValue: 4)
    /// The whole company's egress moves to a network never seen before, and everybody goes on working.
    package static let vpnChange = Scenario(rawValue: 8)

    /// Everything that must stay quiet.
    package static let controls: Scenario = [.usualNetworkDownload, .newHire, .vpnChange]
}

/// What the company tells about somebody who has gone.
package struct SimulatedDeparture: Hashable, Sendable {
    package let email: String
    package let leftAt: Timestamp
}

/// A download inside the live day that is there to be left alone.
package struct SimulatedControl: Hashable, Sendable {
    package let scenario: Scenario
    package let email: String
    package let time: Timestamp
    package let docID: String
}
