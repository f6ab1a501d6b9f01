import ArgumentParser

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check what Watchfloor handed out, offline: no database, no settings, no network.",
        subcommands: [VerifyAudit.self])
}
