import Foundation

/// What a command prints for programs.
enum Output {
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// A line that a waiting reader gets at once.
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Something to remember in colour, on a terminal.
    static func highlighted(_ text: String) -> String {
        let isTerminal = isatty(FileHandle.standardOutput.fileDescriptor) == 1
        guard isTerminal, ProcessInfo.processInfo.environment["NO_COLOR"] == nil else { return text }
        return "\u{1B}[1;36m\(text)\u{1B}[0m"
    }
}
