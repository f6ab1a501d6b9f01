import API
import ArgumentParser
import Detection
import Foundation
import Hummingbird
import Logging
import Operations
import Postgres
import SCIM
import ServiceLifecycle
import Storage
import UnixSignals
import Uplink
import Vocabulary
import Worker

/// Runs the service: all roles, or those that are named.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the service.",
        discussion: """
            Without WATCHFLOOR_DATABASE_URL it runs a PostgreSQL of its own under the data directory, on a Unix socket. \
            SIGTERM and Ctrl-C stop it cleanly.
            """)

    enum Role: String, CaseIterable, ExpressibleByArgument {
        case uplink, api, worker, detection
    }

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 picks a free one.")
    var port = 8_080

    @Option(name: .customLong("data-directory"), help: "Where the key, and the embedded database, live.")
    var dataDirectory: String?

    @Option(parsing: .upToNextOption, help: "Roles of this process: uplink, api, worker, detection.")
    var roles: [Role] = Role.allCases

    @Option(
        name: .customLong("ready-file"), help: "A file to write the address into once the doors are open.")
    var readyFile: String?

    func run() async throws {
        let settings = ServiceSettings(dataDirectory: dataDirectory)
        Logs.start(settings.environment)
        let logger = Logger(label: "watchfloor")
        let home = try Home.find(settings.environment)
        let publicURL = settings.environment["WATCHFLOOR_PUBLIC_URL"] ?? "http://\(host):\(port)"
        let assembly = try await Assembly.open(settings, home, publicURL: publicURL, logger: logger)
        do {
            try await assembly.database.requireCurrentSchema(home)
            try await applyJournal(assembly, settings, logger)
            try await Housekeeping.ensurePartitions(assembly.floor, at: assembly.clock.now())
            let backups = try await Backups.configured(settings, assembly.database, logger: logger)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: try (services(assembly, settings, home, logger, backups)).map {
                        .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                    },
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
        } catch {
            try? await assembly.close()
            throw error
        }
        try await assembly.close()
        logger.info("stopped")
    }

    /// A database that was put back behind our back is found out before anything happens on it.
    private func applyJournal(
        _ assembly: Assembly, _ settings: ServiceSettings, _ logger: Logger
    ) async throws {
        let context = assembly.administration("journal", logger: logger)
        let outcome = try await ApplyJournal(settings.journal())
            .performIfPutBack(on: assembly.floor, in: context)
        guard outcome.wasPutBack else { return }
        logger.error(
            "the database was put back: outward effects are held until they are released",
            metadata: ["endings": "\(outcome.endedAgain)"])
    }

    private func services(
        _ assembly: Assembly, _ settings: ServiceSettings, _ home: Home, _ logger: Logger, _ backups: Backups?
    ) throws -> [any ServiceLifecycle.Service] {
        let owner =
            "\(ProcessInfo.processInfo.hostName).\(ProcessInfo.processInfo.processIdentifier)"
            + ".\(UInt32.random(in: 0 ... .max))"
        var services: [any ServiceLifecycle.Service] = [
            Relay(relay: BellRelay(url: assembly.database.directURL, bells: assembly.bells, logger: logger)),
            Housekeeping(floor: assembly.floor, clock: assembly.clock, logger: logger),
            JournalLoop(
                floor: assembly.floor, journal: settings.journal(), clock: assembly.clock, logger: logger),
        ]
        if let backups { services.append(backups) }
        if roles.contains(.worker) {
            services.append(
                WorkLoop(
                    floor: assembly.floor, bells: assembly.bells, clock: assembly.clock, owner: owner,
                    logger: logger))
            services.append(
                AuditSequencer(
                    floor: assembly.floor, bells: assembly.bells, clock: assembly.clock, logger: logger))
        }
        if roles.contains(.detection) {
            services.append(
                DetectionLoop(
                    floor: assembly.floor, bells: assembly.bells, clock: assembly.clock,
                    models: try ShippedModels.load(), owner: owner, logger: logger))
        }
        // The doors last: they are the first to close.
        if roles.contains(.api) || roles.contains(.uplink) {
            services.append(try doors(assembly, home, logger))
        }
        return services
    }

    private func doors(_ assembly: Assembly, _ home: Home, _ logger: Logger) throws -> any ServiceLifecycle
        .Service
    {
        let contract = try Contract(yaml: home.contract())
        let pool = assembly.pool
        let service = try API.Service(contract: contract) {
            (try? await pool.run(scope: .init(settings: []), "SELECT 1")) != nil
        }
        let router =
            roles.contains(.api)
            ? try APIRouter.build(
                floor: assembly.floor, contract: contract, service: service, clock: assembly.clock)
            : try APIRouter.bare(
                floor: assembly.floor, contract: contract, service: service, clock: assembly.clock)
        if roles.contains(.uplink) {
            let door = UplinkDoor(floor: assembly.floor, clock: assembly.clock, gate: IntakeGate())
            router.post("/v1/uplink/events") { request, context in
                try await door.receive(
                    request,
                    from: UplinkVisitor(
                        requestID: context.requestID, client: context.client,
                        certificate: context.clientCertificate, logger: context.logger))
            }
        }
        if roles.contains(.api) {
            router.addSCIM(SCIMDoor(floor: assembly.floor, clock: assembly.clock)) {
                SCIMVisitor(requestID: $0.requestID, client: $0.client, logger: $0.logger)
            }
        }
        let file = readyFile
        let shownHost = host
        return Application(
            router: router,
            // Whoever falls silent in the middle of a body would keep its room at the gate for ever.
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: "watchfloor"),
            onServerRunning: { channel in
                let address = "http://\(shownHost):\(channel.localAddress?.port ?? 0)"
                Output.line("Watchfloor listens on \(address)")
                if let file {
                    try? Data((address + "\n").utf8).write(to: URL(filePath: file), options: .atomic)
                }
            },
            logger: logger)
    }
}

/// The relay of the bells as a service of the group.
private struct Relay: ServiceLifecycle.Service {
    let relay: BellRelay

    func run() async throws {
        await cancelWhenGracefulShutdown { await relay.run() }
    }
}
