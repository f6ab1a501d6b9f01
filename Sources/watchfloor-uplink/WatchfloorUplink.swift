import ArgumentParser
import Foundation
import Logging
import Sensor

/// The sensor's side alone: reads records, line by line, and brings them to the floor.
@main
struct WatchfloorUplink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watchfloor-uplink",
        abstract: "Bring records (one JSON value a line) to the floor, in order, losing none.",
        discussion: "The key comes from --key, else --key-file, else \(SensorKey.variable).")

    @Option(help: "The floor's address: https://floor.example")
    var floor: String

    @Option(name: .customLong("key-file"), help: "A file that holds the sensor's key.")
    var keyFile: String?

    @Option(help: "The sensor's key; others on this machine can see it here.")
    var key: String?

    @Option(help: "What the records are: google_workspace, generic_alert, …")
    var source: String

    @Option(help: "A file, or - for standard input.")
    var input = "-"

    @Flag(help: "The records are the past: learn from them, wake nobody.")
    var backfill = false

    @Option(name: .customLong("batch-bytes"), help: "Bytes of a batch, uncompressed.")
    var batchBytes = 1 << 20

    @Option(name: .customLong("give-up"), help: "Seconds to bear one batch's failures.")
    var giveUp = 600

    @Option(name: .customLong("skip-lines"), help: "Lines at the start that an earlier run settled.")
    var skipLines = 0

    @Flag(name: .customLong("control-lines"), help: "Obey {\"watchfloor_control\":…} lines in the input.")
    var controlLines = false

    @Flag(name: .customLong("plain-http"), help: "Allow http:// to another machine.")
    var plainHTTP = false

    @Flag(help: "Print the totals as JSON.")
    var json = false

    @Flag(help: "Tell of every batch on standard error.")
    var progress = false

    func validate() throws {
        guard batchBytes > 0 else { throw ValidationError("--batch-bytes must be above zero.") }
        guard giveUp >= 0, skipLines >= 0 else {
            throw ValidationError("--give-up and --skip-lines must not be below zero.")
        }
    }

    func run() async throws {
        var settings = try UplinkSettings(
            floor: floor,
            key: SensorKey.find(
                given: key, file: keyFile, environment: ProcessInfo.processInfo.environment),
            source: source, allowsPlainHTTP: plainHTTP)
        settings.backfill = backfill
        settings.batchBytes = batchBytes
        settings.giveUp = .seconds(giveUp)
        settings.skipLines = skipLines
        settings.honoursControlLines = controlLines

        let talks = progress
        let tell: @Sendable (UplinkProgress) -> Void = { progress in
            if case .acknowledged = progress, !talks { return }
            if let text = UplinkReport.text(progress) { complain(text) }
        }
        let sender = UplinkSender(settings, logger: Logger(label: "uplink"), tell: tell)
        var uplink = Uplink(settings, input: try RecordInput(path: input), sender: sender, tell: tell)
        do {
            try await uplink.run()
        } catch {
            complain(UplinkReport.text(uplink.totals))
            complain("watchfloor-uplink: \(error)")
            throw ExitCode.failure
        }
        print(json ? UplinkReport.json(uplink.totals) : UplinkReport.text(uplink.totals))
    }
}

private func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
