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
    let shape: Shape
    let email: String
    let address: String
    let operation: String
    let time: String
    let qualifier: String
    /// Those with a text value.
    let parameters: [String: String]

    init?(_ record: SimulatedRecord) {
        guard let whole = try? JSONSerialization.jsonObject(with: Data(record.jsonLine.utf8)),
            let json = whole as? [String: Any], let id = json["id"] as? [String: Any],
            let actor = json["actor"] as? [String: Any]
        else { return nil }
        let event: [String: Any]
        if let events = json["events"] as? [[String: Any]], let only = events.first, events.count == 1 {
            (shape, event) = (.nested, only)
        } else if let only = json["events"] as? [String: Any] {
            (shape, event) = (.single, only)
        } else {
            (shape, event) = (.flat, json)
        }
        let flat = event["parameters"] as? [String: Any] ?? [:]
        let list = event["parameters"] as? [[String: Any]] ?? []
        let named = list.compactMap { parameter in
            (parameter["name"] as? String).map { ($0, parameter["value"] as? String) }
        }
        self.record = record
        email = actor["email"] as? String ?? ""
        address = json["ipAddress"] as? String ?? ""
        operation = event["name"] as? String ?? ""
        time = id["time"] as? String ?? ""
        qualifier = id["uniqueQualifier"] as? String ?? ""
        parameters = flat.compactMapValues { $0 as? String }
            .merging(named.compactMap { name, value in value.map { (name, $0) } }) { first, _ in first }
    }

    var docID: String { parameters["doc_id"] ?? "" }
    var title: String { parameters["doc_title"] ?? "" }

    /// By /24 or /64.
    var network: String {
        address.contains(":")
            ? address.split(separator: ":").prefix(4).joined(separator: ":")
            : address.split(separator: ".").prefix(3).joined(separator: ".")
    }

    var isSharedDownload: Bool {
        let visibility = parameters["visibility"]
        return operation == "download"
            && (visibility == "shared_externally" || visibility == "people_with_link")
    }
}

/// A month has some twenty thousand records, which the report of a run need not list.
extension Month: CustomTestStringConvertible {
    var testDescription: String { "\(company.name), \(company.scenario.rawValue)" }
}
