import Foundation
import Synchronization

/// A line on standard error that is written over itself; on a pipe, a line now and then.
final class ProgressBar: Sendable {
    private let expected: Int?
    private let isTerminal: Bool
    private let shownTenths = Mutex(-1)

    init(expected: Int?) {
        self.expected = expected
        isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    }

    func show(_ done: Int) {
        let share = expected.map { min(1, Double(done) / Double(max(1, $0))) }
        if isTerminal {
            let width = 32
            let filled = Int((share ?? 0) * Double(width))
            let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
            write("\r\(bar) \(done) events")
        } else {
            let tenths = Int((share ?? 0) * 10)
            let isNews = shownTenths.withLock { shown in
                defer { shown = max(shown, tenths) }
                return tenths > shown
            }
            if isNews { write("\(done) events\n") }
        }
    }

    func finish() {
        if isTerminal { write("\n") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
