import Foundation
import Simulation
import Testing
import Vocabulary

/// A company's month read back from its lines.
struct Month {
    let company: SimulatedCompany
    let records: [SimulatedRecord]
    let lines: [Line]

    static let end = Timestamp(seconds: 1_795_498_078)

    static let quiet = Month(.acme(scenario: .controls))
    static let leaver = Month(.acme(scenario: [.leaver]))

    init(_ company: SimulatedCompany) {
        self.company = company
        records = Array(company.records())
        lines = records.compactMap { Line($0) }
    }

    var live: [Line] { lines.filter { $0.record.phase == .liveDay } }
}

extension SimulatedCompany {
    static func acme(
        seed: UInt64 = 7, domain: String = "acme.example", endingAt: Timestamp = Month.end,
        scenario: Scenario = []
    ) -> SimulatedCompany {
        SimulatedCompany(
            name: "Acme", domain: domain, seed: seed, people: 24, endingAt: endingAt, scenario: scenario)
    }
}

/// One native record, whichever of the three shapes it has.
struct Line {
    enum Shape { case nested, single, flat }

    let record: SimulatedRecord
    let json: JSON
    let shape: Shape
    let event: JSON
    let parameters: [String: JSON]

    init?(_ record: SimulatedRecord) {
        guard let json = try? JSONDecoder().decode(JSON.self, from: Data(record.jsonLine.utf8)) else {
            return nil
        }
        self.record = record
        self.json = json
        if let events = json["events"]?.array, let event = events.first, events.count == 1 {
            (shape, self.event) = (.nested, event)
        } else if let event = json["events"] {
            (shape, self.event) = (.single, event)
        } else {
            (shape, event) = (.flat, json)
        }
        if case .object(let flat)? = event["parameters"] {
            parameters = flat
        } else {
            parameters = Dictionary(
                (event["parameters"]?.array ?? []).compactMap { parameter in
                    guard let name = parameter["name"]?.string else { return nil }
                    let value =
                        parameter["value"] ?? parameter["boolValue"] ?? parameter["multiValue"] ?? .null
                    return (name, value)
                }, uniquingKeysWith: { first, _ in first })
        }
    }

    var email: String { json["actor"]?["email"]?.string ?? "" }
    var address: String { json["ipAddress"]?.string ?? "" }
    var operation: String { event["name"]?.string ?? "" }
    var qualifier: String { json["id"]?["uniqueQualifier"]?.string ?? "" }
    var docID: String { parameters["doc_id"]?.string ?? "" }
    var title: String { parameters["doc_title"]?.string ?? "" }

    /// By /24 or /64.
    var network: String {
        address.contains(":")
            ? address.split(separator: ":").prefix(4).joined(separator: ":")
            : address.split(separator: ".").prefix(3).joined(separator: ".")
    }

    var isSharedDownload: Bool {
        let visibility = parameters["visibility"]?.string
        return operation == "download"
            && (visibility == "shared_externally" || visibility == "people_with_link")
    }
}
