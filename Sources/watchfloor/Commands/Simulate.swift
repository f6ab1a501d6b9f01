import ArgumentParser

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a company, or the services around one, for demonstrations and tests.",
        subcommands: [
            SimulateCompany.self, SimulateGoogleDirectory.self, SimulateMarketplace.self,
            SimulateIdentityProvider.self,
        ])
}
