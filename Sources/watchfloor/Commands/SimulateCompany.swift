import ArgumentParser
import Foundation
import Simulation
import Vocabulary

/// Writes a month of a company's Google Workspace log, one record a line.
struct SimulateCompany: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "Write a month of a company's Google Workspace log to standard output.",
        discussion: """
            The same seed and end give the same bytes, the story's last two events apart: those happen now. Made to be \
            piped into `watchfloor uplink --control-lines`, which sends the month as back-fill and the last day live.
            """)

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case leaver, controls
        case usualNetworkDownload = "usual-network-download"
        case newHire = "new-hire"
        case vpnChange = "vpn-change"

        var scenario: Scenario {
            switch self {
            case .leaver: .leaver
            case .controls: .controls
            case .usualNetworkDownload: .usualNetworkDownload
            case .newHire: .newHire
            case .vpnChange: .vpnChange
            }
        }
    }

    @Option(help: "The company's name.")
    var name = "Acme"

    @Option(help: "The domain of its people's addresses.")
    var domain = "acme.example"

    @Option(help: "The same seed gives the same month.")
    var seed: UInt64 = 1

    @Option(help: "How many people.")
    var people = 40

    @Option(name: .customLong("ending-at"), help: "When the month ends (RFC 3339); now by default.")
    var endingAt: String?

    @Option(parsing: .upToNextOption, help: "leaver, controls, usual-network-download, new-hire, vpn-change.")
    var scenario: [Part] = []

    @Option(name: .customLong("story-pause"), help: "Seconds between the leaver's log-in and the download.")
    var storyPause = 8.0

    @Flag(help: "Only describe the company (people, who left, what the story's file is) as JSON.")
    var describe = false

    func validate() throws {
        guard people >= SimulatedCompany.peopleMin, people <= 5_000 else {
            throw ValidationError("--people is between \(SimulatedCompany.peopleMin) and 5000.")
        }
        guard storyPause >= 0, storyPause <= 600 else {
            throw ValidationError("--story-pause is 0 to 600 seconds.")
        }
    }

    func run() async throws {
        let clock = SystemClock()
        let end: Timestamp
        if let endingAt {
            guard let time = Timestamp(endingAt) else { throw Failure("--ending-at is no RFC 3339 time") }
            end = time
        } else {
            end = clock.now()
        }
        let parts = scenario.reduce(into: Scenario()) { $0.formUnion($1.scenario) }
        let company = SimulatedCompany(
            name: name, domain: domain, seed: seed, people: people, endingAt: end, scenario: parts)
        if describe {
            try Output.json(Description(company))
            return
        }
        var output = LineOutput()
        try output.write(#"{"watchfloor_control":{"backfill":true}}"#)
        var isLive = false
        for record in company.records() {
            if !isLive, record.phase != .history {
                try output.write(#"{"watchfloor_control":{"backfill":false}}"#)
                isLive = true
            }
            try output.write(record.jsonLine)
        }
        if parts.contains(.leaver) {
            try output.write(#"{"watchfloor_control":{"flush":true}}"#)
            try output.flush()
            try output.write(company.storyLogin(at: clock.now()).jsonLine)
            try output.write(#"{"watchfloor_control":{"flush":true}}"#)
            try output.flush()
            try await Task.sleep(for: .seconds(storyPause))
            try output.write(company.storyDownload(at: clock.now()).jsonLine)
            try output.write(#"{"watchfloor_control":{"flush":true}}"#)
        }
        try output.flush()
    }

    private struct Description: Encodable {
        let name: String
        let domain: String
        let people: [String]
        let records: Int
        let departedPerson: String?
        let departedAt: String?
        let storyFile: String?
        let storyAddress: String?

        init(_ company: SimulatedCompany) {
            name = company.name
            domain = company.domain
            people = company.people.map(\.email)
            records =
                company.records().reduce(0) { count, _ in count + 1 } + (company.departure == nil ? 0 : 2)
            departedPerson = company.departure?.email
            departedAt = company.departure?.leftAt.description
            storyFile = company.departure == nil ? nil : company.storyFile.title
            storyAddress = company.departure == nil ? nil : company.storyAddress
        }
    }
}

/// Standard output in large pieces; a reader that went away is an error, not a signal.
struct LineOutput {
    private var pending = Data()

    init() {
        signal(SIGPIPE, SIG_IGN)
    }

    mutating func write(_ line: String) throws {
        pending.append(contentsOf: line.utf8)
        pending.append(UInt8(ascii: "\n"))
        if pending.count >= 65_536 { try flush() }
    }

    mutating func flush() throws {
        guard !pending.isEmpty else { return }
        do {
            try FileHandle.standardOutput.write(contentsOf: pending)
        } catch {
            throw Failure("standard output was closed")
        }
        pending.removeAll(keepingCapacity: true)
    }
}
