import ArgumentParser
import Foundation
import Logging
import Sensor

struct UplinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uplink",
        abstract: "Bring records (one JSON value a line) to the floor, in order, losing none.",
        discussion: "The key comes from --key, else --key-file, else \(SensorKey.variable).")

    @Option(help: "The floor's address.")
    var floor = "http://127.0.0.1:8080"

    @Option(name: .customLong("key-file"), help: "A file that holds the sensor's key.")
    var keyFile: String?

    @Option(help: "The sensor's key; others on this machine can see it here.")
    var key: String?

    @Option(help: "What the records are: google_workspace, generic_alert.")
    var source = "google_workspace"

    @Option(help: "A file, or - for standard input.")
    var input = "-"

    @Flag(help: "The records are the past: learn from them, wake nobody.")
    var backfill = false

    @Option(name: .customLong("expected"), help: "How many records will come, for the progress bar.")
    var expected: Int?

    @Option(name: .customLong("give-up"), help: "Seconds to bear one batch's failures.")
    var giveUp = 600

    @Flag(name: .customLong("control-lines"), help: "Obey {\"watchfloor_control\":…} lines in the input.")
    var controlLines = false

    @Flag(help: "Show a progress bar on standard error.")
    var progress = false

    @Flag(help: "Print the totals as JSON.")
    var json = false

    func run() async throws {
        Logs.start(ProcessInfo.processInfo.environment, quiet: true)
        var settings = try UplinkSettings(
            floor: floor,
            key: SensorKey.find(given: key, file: keyFile, environment: ProcessInfo.processInfo.environment),
            source: source, allowsPlainHTTP: false)
        settings.backfill = backfill
        settings.giveUp = .seconds(giveUp)
        settings.honoursControlLines = controlLines
        let bar = progress ? ProgressBar(expected: expected) : nil
        let tell: @Sendable (UplinkProgress) -> Void = { step in
            if case .acknowledged(_, let totals) = step {
                bar?.show(totals.events)
            } else if let text = UplinkReport.text(step) {
                FileHandle.standardError.write(Data((text + "\n").utf8))
            }
        }
        let sender = UplinkSender(settings, logger: Logger(label: "uplink"), tell: tell)
        var uplink = Uplink(settings, input: try RecordInput(path: input), sender: sender, tell: tell)
        do {
            try await uplink.run()
        } catch {
            bar?.finish()
            throw Failure("\(error); \(UplinkReport.text(uplink.totals))")
        }
        bar?.finish()
        print(json ? UplinkReport.json(uplink.totals) : UplinkReport.text(uplink.totals))
    }
}
