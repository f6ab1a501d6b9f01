import Foundation
import Logging
import Operations
import Synchronization
import Vocabulary

/// Log lines on standard error: JSON on a server, coloured text on a terminal.
enum Logs {
    private static let hasStarted = Atomic(false)

    /// The first call in a process counts.
    static func start(_ environment: [String: String], quiet: Bool = false) {
        guard !hasStarted.exchange(true, ordering: .relaxed) else { return }
        let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
        let format = environment["WATCHFLOOR_LOG_FORMAT"] ?? (isTerminal ? "text" : "json")
        let level =
            environment["WATCHFLOOR_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:))
            ?? (quiet ? .error : .info)
        let usesColour = isTerminal && environment["NO_COLOR"] == nil
        LoggingSystem.bootstrap { label in
            LineLogHandler(label: label, level: level, isJSON: format == "json", usesColour: usesColour)
        }
    }
}

/// A constant message and its metadata, one line each.
struct LineLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let isJSON: Bool
    private let usesColour: Bool

    init(label: String, level: Logger.Level, isJSON: Bool, usesColour: Bool) {
        self.label = label
        logLevel = level
        self.isJSON = isJSON
        self.usesColour = usesColour
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let now = SystemClock().now()
        let line =
            isJSON
            ? json(event.level, "\(event.message)", all, now)
            : text(event.level, "\(event.message)", all, now)
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func json(
        _ level: Logger.Level, _ message: String, _ all: Logger.Metadata, _ now: Timestamp
    ) -> String {
        var members: [String: JSON] = [
            "time": .string("\(now)"), "level": .string(level.rawValue), "logger": .string(label),
            "message": .string(message),
        ]
        for (key, value) in all { members[key] = .string("\(value)") }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(JSON.object(members)) else { return message }
        return String(decoding: data, as: UTF8.self)
    }

    private func text(
        _ level: Logger.Level, _ message: String, _ all: Logger.Metadata, _ now: Timestamp
    ) -> String {
        let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let name = level.rawValue.uppercased()
        let shown = usesColour ? "\u{1B}[\(level.colour)m\(name)\u{1B}[0m" : name
        return "\(now) \(shown) \(message)" + (pairs.isEmpty ? "" : " \(pairs)")
    }
}

extension Logger.Level {
    fileprivate var colour: Int {
        switch self {
        case .trace, .debug: 90
        case .info, .notice: 36
        case .warning: 33
        case .error, .critical: 31
        }
    }
}
