import FoundationEssentials
import Logging
import NIOCore
import Peers
import Sensor
import Synchronization
import Testing
import Vocabulary

#if canImport(Glibc)
    import Glibc
#endif

/// A clock that moves only when somebody sleeps.
final class FakePace: Sendable {
    private let state = Mutex<(elapsed: Duration, sleeps: [Duration])>((.zero, []))

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    var pace: Pace {
        Pace(
            elapsed: { self.state.withLock { $0.elapsed } },
            sleep: { duration in
                self.state.withLock {
                    $0.elapsed += duration
                    $0.sleeps.append(duration)
                }
                await Task.yield()
            },
            jitter: { 0 })
    }
}

/// What a sensor told while it worked.
final class Told: Sendable {
    private let list = Mutex<[UplinkProgress]>([])

    var all: [UplinkProgress] { list.withLock { $0 } }

    var rejected: [RejectedLine] {
        var lines: [RejectedLine] = []
        for case .rejected(let more) in all { lines += more }
        return lines
    }

    func tell(_ progress: UplinkProgress) { list.withLock { $0.append(progress) } }
}

struct Run: Sendable {
    var totals: UplinkTotals
    var error: UplinkError?
    var told: Told
    var sleeps: [Duration]
}

/// Brings a text up to a floor with a clock that does not tick, and says what happened.
func bringUp(
    _ text: String, to base: String, pace: FakePace = FakePace(),
    _ adjust: @Sendable (inout UplinkSettings) -> Void = { _ in }
) async throws -> Run {
    let path = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)")
    try Data(text.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }

    var settings = try UplinkSettings(floor: base, key: "wfs_test", source: "google_workspace")
    adjust(&settings)
    let told = Told()
    let sender = UplinkSender(
        settings, pace: pace.pace, logger: Logger(label: "test"), tell: { told.tell($0) })
    var uplink = Uplink(
        settings, input: try RecordInput(path: path.path), sender: sender, pace: pace.pace,
        tell: { told.tell($0) })
    var failure: UplinkError?
    do throws(UplinkError) {
        try await uplink.run()
    } catch {
        failure = error
    }
    return Run(totals: uplink.totals, error: failure, told: told, sleeps: pace.sleeps)
}

/// `{"n":1}` and so on.
func records(_ count: Int) -> [String] { (1...count).map { #"{"n":\#($0)}"# } }

func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

/// SplitMix64, so that a property test fails alike each time.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
