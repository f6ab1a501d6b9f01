import ArgumentParser
import Operations

extension ReleaseEffects.Pending: ExpressibleByArgument {}

struct AdminReleaseEffects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release-effects",
        abstract: "Let mails and responses go again, which wait since a restore.",
        discussion: """
            What was pending may have left before the database was put back: look at /v1/notifications/deliveries and \
            /v1/response/actions first, then say what becomes of it.
            """)

    @Option(help: "What becomes of the effects that were pending: send or discard.")
    var pending: ReleaseEffects.Pending

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    func run() async throws {
        try await withAssembly(dataDirectory) { assembly, context in
            let discarded = try await ReleaseEffects(pending: pending).perform(
                on: assembly.floor, in: context)
            print("outward effects go again" + (discarded > 0 ? "; \(discarded) were discarded" : ""))
        }
    }
}
