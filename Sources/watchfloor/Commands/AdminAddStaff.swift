import ArgumentParser
import Foundation
import Logging
import Operations
import Vocabulary

extension StaffRole: ExpressibleByArgument {}

struct AdminAddStaff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-staff",
        abstract: "Take in somebody of the operator and print a personal token, once.",
        discussion: "The same address again makes another token.")

    @Option(help: "The person's e-mail address.")
    var email: String

    @Option(help: "The person's name.")
    var name: String

    @Option(help: "analyst, lead, hunter, support or platform_admin.")
    var role: StaffRole = .analyst

    @Option(help: "The partner whom they belong to, by name; the operator itself by default.")
    var organisation: String?

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await withAssembly(dataDirectory) { assembly, context in
            let added = try await AddStaff(
                email: email, name: name, role: role, organisation: organisation
            ).perform(on: assembly.floor, in: context)
            if json {
                try Output.json([
                    "id": "\(added.member.id)", "email": added.member.email,
                    "role": added.member.role.rawValue,
                    "token": added.secret.text,
                ])
            } else {
                print("\(added.member.email) is \(added.member.role.rawValue) (\(added.member.id))")
                print("token, shown once: \(Output.highlighted(added.secret.text))")
            }
        }
    }
}

struct AdminGrant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Let somebody of the operator see a tenant for a while.")

    @Option(help: "The person's e-mail address.")
    var email: String

    @Option(help: "The tenant's id.")
    var tenant: String

    @Option(help: "Why; the customer reads it.")
    var reason: String

    @Option(help: "For how many days.")
    var days = 30

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        guard let tenant = TenantID(tenant) else { throw Failure("--tenant is no id") }
        try await withAssembly(dataDirectory) { assembly, context in
            let address = email.lowercased()
            guard
                let member = try await assembly.floor.store.onPlatform({
                    try await $0.staff(byEmail: address)
                })
            else { throw Failure("there is nobody with the address \(email)") }
            let grant = try await GrantAccess(
                tenant: tenant, staff: member.id, reason: reason,
                expiresAt: assembly.clock.now() + .days(days)
            ).perform(on: assembly.floor, in: context).grant
            if json {
                try Output.json(["id": "\(grant.id)", "expires_at": "\(grant.expiresAt)"])
            } else {
                print("\(member.email) may see \(tenant) until \(grant.expiresAt)")
            }
        }
    }
}

/// Opens the floor for one command, and tells a refusal in one line.
func withAssembly(
    _ dataDirectory: String?, marketplaceURL: String? = nil,
    _ body: (Assembly, OperationContext) async throws -> Void
) async throws {
    let settings = ServiceSettings(dataDirectory: dataDirectory)
    Logs.start(settings.environment, quiet: true)
    let home = try Home.find(settings.environment)
    let logger = Logger(label: "admin")
    let publicURL = settings.environment["WATCHFLOOR_PUBLIC_URL"] ?? "http://127.0.0.1:8080"
    let assembly = try await Assembly.open(
        settings, home, publicURL: publicURL, marketplaceURL: marketplaceURL, logger: logger)
    do {
        try await body(assembly, assembly.administration("command line", logger: logger))
    } catch let refusal as any Refusal {
        try? await assembly.close()
        let faults = refusal.problem.faults.map { " (\($0.pointer): \($0.detail))" }.joined()
        throw Failure(refusal.problem.detail + faults)
    } catch {
        try? await assembly.close()
        throw error
    }
    try await assembly.close()
}
