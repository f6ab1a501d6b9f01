import Foundation
import Telemetry
import Vocabulary

/// Open data and contracts beside the project; tests that need them are skipped where they are not.
enum Shared {
    static let root: URL = {
        let path = ProcessInfo.processInfo.environment["WATCHFLOOR_SHARED"]
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return path.map { URL(fileURLWithPath: $0) } ?? package.appending(path: "../shared").standardized
    }()

    static let isThere = FileManager.default.fileExists(atPath: root.appending(path: "contracts").path)

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: root.appending(path: path)))
    }
}

/// SplitMix64, so that a failing property can be run again.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

let someID = EventID(high: 0x0192_0000_0000_7000, low: 0x8000_0000_0000_0000)
let receipt = Timestamp(seconds: 1_795_500_000)

func normalise(_ record: [UInt8], as source: Source = .googleWorkspace) throws(Rejection) -> Event {
    var normaliser = Normaliser()
    return try normaliser.normalise(record[...], as: source, receivedAt: receipt, id: someID)
}

func normalise(_ record: String, as source: Source = .googleWorkspace) throws(Rejection) -> Event {
    try normalise(Array(record.utf8), as: source)
}

func rejection(of record: [UInt8], as source: Source = .googleWorkspace) -> Rejection? {
    do throws(Rejection) {
        _ = try normalise(record, as: source)
        return nil
    } catch {
        return error
    }
}

func rejection(of record: String, as source: Source = .googleWorkspace) -> Rejection? {
    rejection(of: Array(record.utf8), as: source)
}

/// An activity that a test writes once and reads in each of Google's three shapes.
struct Activity {
    var application = "drive"
    var type = "access"
    var name = "download"
    var time = "2026-11-24T05:27:58.481Z"
    var address: String? = "192.0.2.51"
    var actor: [String: JSON] = ["email": "Kim@Tenant-B.example", "profileId": "111111111111111111111"]
    var parameters: [String: JSON] = [:]

    private var head: [String: JSON] {
        var members: [String: JSON] = [
            "kind": "admin#reports#activity",
            "id": [
                "time": .string(time), "uniqueQualifier": "-4567890123",
                "applicationName": .string(application), "customerId": "C01abc234",
            ],
            "actor": .object(actor),
        ]
        members["ipAddress"] = address.map(JSON.string)
        return members
    }

    private var listed: JSON {
        .array(
            parameters.sorted { $0.key < $1.key }.map { name, value in
                let key =
                    switch value {
                    case .bool: "boolValue"
                    case .integer: "intValue"
                    case .array: "multiValue"
                    default: "value"
                    }
                return ["name": .string(name), .init(key): value]
            })
    }

    private var single: JSON {
        ["type": .string(type), "name": .string(name), "parameters": listed]
    }

    var asList: String { text(head.merging(["events": [single]]) { $1 }) }
    var asOne: String { text(head.merging(["events": single]) { $1 }) }
    var asFlat: String {
        text(
            head.merging([
                "type": .string(type), "name": .string(name), "parameters": .object(parameters),
            ]) { $1 })
    }

    func event() throws -> Event { try normalise(asList) }

    private func text(_ members: [String: JSON]) -> String { encoded(.object(members)) }
}

func encoded(_ value: JSON) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
}
