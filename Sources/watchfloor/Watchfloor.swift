import ArgumentParser

/// The one binary: every role of the service, its administration, and the tools around it.
@main
struct Watchfloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watchfloor",
        abstract: "The back end of a managed security operations centre.",
        discussion: """
            A first look:        ops/run
            The service:         watchfloor serve
            Settings:            environment variables WATCHFLOOR_…, listed in docs/OPERATING.md
            Exit codes:          0 done, 1 failed (one line on standard error says why), 64 wrong usage
            """,
        version: "0.1.0",
        subcommands: [Serve.self, Migrate.self, UplinkCommand.self, Simulate.self, Admin.self, Verify.self])
}
