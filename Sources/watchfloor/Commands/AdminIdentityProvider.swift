import ArgumentParser
import Foundation
import Operations
import Tenancy
import Vocabulary

/// Whom the operator, or a partner, lets say who its people are.
struct AdminIdentityProvider: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity-provider",
        abstract: "Connect the OpenID Connect issuer of the operator's people, or of a partner's.",
        subcommands: [Set.self, Show.self, Remove.self], defaultSubcommand: Show.self)

    struct Whose: ParsableArguments {
        @Option(help: "The partner's id; the operator itself where it is not said.")
        var organisation: String?

        @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
        var dataDirectory: String?

        @Flag(help: "Print JSON.")
        var json = false

        func owner() throws -> IdentityProvider.Owner {
            guard let organisation else { return .organisation(OrganisationID.operator) }
            guard let id = OrganisationID(organisation) else { throw Failure("--organisation is no id") }
            return .organisation(id)
        }

        func tell(_ provider: IdentityProvider, _ floor: Floor) throws {
            let lines = [
                ("issuer", provider.issuer), ("client_id", provider.clientID),
                ("audiences", provider.audiences.joined(separator: " ")),
                ("client_secret", provider.hasClientSecret ? "kept" : "none"),
                ("email_domains", provider.rules.emailDomains.joined(separator: " ")),
                ("roles", provider.rules.roles.map { "\($0.group)=\($0.role)" }.joined(separator: " ")),
                ("redirect_url", floor.callbackURL),
            ]
            if json {
                try Output.json(Dictionary(uniqueKeysWithValues: lines))
            } else {
                for (name, value) in lines { print("\(name): \(value)") }
            }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Connect an issuer, or change how.")

        @OptionGroup var whose: Whose

        @Option(help: "The issuer, as its tokens name it.")
        var issuer: String

        @Option(name: .customLong("client-id"), help: "Ours at the issuer.")
        var clientID: String

        @Option(
            name: .customLong("client-secret-file"),
            help: "A file that holds the client's secret; - for standard input.")
        var secretFile: String?

        @Option(parsing: .upToNextOption, help: "What access tokens must be meant for.")
        var audience: [String] = []

        @Option(
            name: .customLong("email-domain"), parsing: .upToNextOption,
            help: "Domains of people's addresses.")
        var emailDomains: [String] = []

        @Flag(
            name: .customLong("trust-unverified-email"),
            help: "Take addresses without email_verified; needs --email-domain.")
        var trustsUnverifiedEmail = false

        @Option(name: .customLong("groups-claim"), help: "The claim that lists groups.")
        var groupsClaim = "groups"

        @Option(parsing: .upToNextOption, help: "GROUP=ROLE; the first that fits decides.")
        var role: [String] = []

        @Option(name: .customLong("required-claim"), help: "NAME=VALUE, such as tid=... of Entra.")
        var requiredClaim: String?

        @Flag(name: .customLong("create-staff"), help: "Take in who comes for the first time with a role.")
        var createsStaff = false

        func run() async throws {
            var rules = IdentityRules()
            rules.emailDomains = emailDomains.map { $0.lowercased() }
            rules.trustsUnverifiedEmail = trustsUnverifiedEmail
            rules.groupsClaim = groupsClaim
            rules.createsUsers = createsStaff
            rules.roles = try role.map {
                let (group, role) = try Self.pair($0, "--role is GROUP=ROLE")
                return .init(group: group, role: role)
            }
            if let requiredClaim {
                let (name, value) = try Self.pair(requiredClaim, "--required-claim is NAME=VALUE")
                rules.requiredClaim = .init(name: name, value: value)
            }
            let secret: ClientSecretChange = try secretFile.map { .set(try Self.secret($0)) } ?? .keep
            let (owner, settled) = (try whose.owner(), rules)
            try await withAssembly(whose.dataDirectory) { assembly, context in
                let provider = try await SetIdentityProvider(
                    owner: owner, issuer: issuer, clientID: clientID, audiences: audience, rules: settled,
                    secret: secret
                ).perform(on: assembly.floor, in: context)
                try whose.tell(provider, assembly.floor)
            }
        }

        private static func pair(_ text: String, _ rule: String) throws -> (String, String) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Failure(rule) }
            return (parts[0], parts[1])
        }

        private static func secret(_ file: String) throws -> String {
            let text: String?
            if file == "-" {
                text = readLine(strippingNewline: true)
            } else {
                text = try? String(contentsOfFile: file, encoding: .utf8)
            }
            let secret = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            guard !secret.isEmpty else { throw Failure("\(file) holds no secret") }
            return secret
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show what is connected.")

        @OptionGroup var whose: Whose

        func run() async throws {
            let owner = try whose.owner()
            try await withAssembly(whose.dataDirectory) { assembly, context in
                let provider = try await GetIdentityProvider(owner: owner).perform(
                    on: assembly.floor, in: context)
                try whose.tell(provider, assembly.floor)
            }
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take the issuer's word back.")

        @OptionGroup var whose: Whose

        func run() async throws {
            let owner = try whose.owner()
            try await withAssembly(whose.dataDirectory) { assembly, context in
                try await RemoveIdentityProvider(owner: owner).perform(on: assembly.floor, in: context)
            }
        }
    }
}
