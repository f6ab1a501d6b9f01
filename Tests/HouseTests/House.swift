/// The rooms of the house as they are meant: what each may import, and on which floor it lies. The same picture stands
/// in docs/ARCHITECTURE.md; a new room or arrow needs a row here, and that is the moment to think about it.
enum House {
    /// Arrows go down, never up and never sideways, but for the few in `sideways`.
    enum Layer: Int, Comparable {
        case shims, ground, domain, application, edge, executable

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    struct Room {
        let name: String
        let layer: Layer
        /// Other rooms, and modules of other packages or of the platform.
        let imports: Set<String>

        init(_ name: String, _ layer: Layer, _ imports: Set<String> = []) {
            self.name = name
            self.layer = layer
            self.imports = imports
        }
    }

    static let rooms = [
        // C, each behind a header of inline functions.
        Room("CCurl", .shims), Room("CGMime", .shims), Room("CLibpq", .shims), Room("CSimdjson", .shims),
        Room("CZlib", .shims), Room("CZstd", .shims),

        Room("PatternOfLife", .ground), Room("Vocabulary", .ground),
        // Hashes and signatures are computation: no key is kept and none is made there.
        Room("MerkleLog", .ground, ["Crypto", "FoundationEssentials"]),

        Room("Telemetry", .domain, ["Vocabulary", "CSimdjson", "CZstd"]),
        Room(
            "Detection", .domain,
            ["Vocabulary", "PatternOfLife", "Telemetry", "Foundation", "FoundationEssentials", "Yams"]),
        Room("Investigation", .domain, ["Vocabulary", "FoundationEssentials"]),
        Room("Response", .domain, ["Vocabulary"]), Room("Casework", .domain, ["Vocabulary"]),
        Room("Onboarding", .domain, ["Vocabulary"]), Room("Notifications", .domain, ["Vocabulary"]),
        Room("Tenancy", .domain, ["Vocabulary"]),
        Room("Simulation", .domain, ["Vocabulary"]),

        Room(
            "Operations", .application,
            domain.union([
                "Vocabulary", "MerkleLog", "Crypto", "FoundationEssentials", "Logging", "SwiftASN1",
                "Synchronization", "X509",
            ])),

        // Ways out.
        Room(
            "Postgres", .edge,
            ["CLibpq", "Foundation", "FoundationEssentials", "Glibc", "Logging", "Synchronization"]),
        Room(
            "Storage", .edge,
            domain.union([
                "Vocabulary", "MerkleLog", "Operations", "Postgres", "Crypto", "FoundationEssentials",
                "Glibc",
                "Logging",
                "Synchronization",
            ])),
        Room(
            "Mail", .edge,
            [
                "Vocabulary", "Notifications", "Operations", "CCurl", "CGMime", "Dispatch", "Foundation",
                "Logging", "Mustache", "Synchronization",
            ]),
        Room(
            "Connectors", .edge,
            [
                "Vocabulary", "Telemetry", "Onboarding", "Response", "Operations", "AsyncHTTPClient",
                "Crypto", "FoundationEssentials", "JWTKit", "Logging", "NIOCore", "NIOHTTP1", "NIOPosix",
                "Synchronization",
            ]),

        // Doors.
        Room(
            "Uplink", .edge,
            [
                "Vocabulary", "Telemetry", "Operations", "CZlib", "CZstd", "Foundation", "HTTPTypes",
                "Hummingbird", "Logging", "NIOCore", "Synchronization",
            ]),
        Room(
            "API", .edge,
            domain.union([
                "Vocabulary", "MerkleLog", "Operations", "Foundation", "HTTPTypes", "Hummingbird", "Logging",
                "NIOCore",
                "Yams",
            ])),
        Room(
            "SCIM", .edge,
            [
                "Vocabulary", "Operations", "Telemetry", "Foundation", "HTTPTypes", "Hummingbird", "Logging",
                "NIOCore",
            ]),
        Room(
            "Worker", .edge,
            domain.union(["Vocabulary", "Operations", "Logging", "ServiceLifecycle", "Synchronization"])),

        // The sensor's side, and the systems that are played for tests and demonstrations.
        Room(
            "Sensor", .edge,
            [
                "Vocabulary", "CZlib", "AsyncHTTPClient", "Darwin", "Dispatch", "FoundationEssentials",
                "Glibc",
                "Logging", "Musl", "NIOCore", "NIOHTTP1",
            ]),
        Room(
            "Peers", .edge,
            [
                "Vocabulary", "Crypto", "CryptoExtras", "FoundationEssentials", "HTTPTypes", "Hummingbird",
                "Logging", "NIOCore",
            ]),

        Room(
            "watchfloor", .executable,
            domain.union([
                "Vocabulary", "MerkleLog", "Simulation", "Operations", "Postgres", "Storage", "Mail",
                "Connectors",
                "Uplink",
                "API", "SCIM", "Worker", "Sensor", "Peers", "ArgumentParser", "AsyncHTTPClient", "Foundation",
                "Glibc",
                "Hummingbird", "Logging", "NIOCore", "NIOPosix", "ServiceLifecycle", "Synchronization",
                "UnixSignals",
            ])),
        Room("watchfloor-uplink", .executable, ["Sensor", "ArgumentParser", "Foundation", "Logging"]),
    ]

    /// What the product decides by. `Simulation` lies on the same floor and is nobody's business but the executable's.
    private static let domain: Set<String> = [
        "Telemetry", "Detection", "Investigation", "Response", "Casework", "Onboarding", "Notifications",
        "Tenancy",
    ]

    /// Arrows between rooms of one layer, each with what it is for.
    static let sideways = [
        "Detection -> Telemetry": "a detector reads events",
        "Storage -> Postgres": "the statements run over the database client",
    ]

    /// Files over `linesMaximum` that have one idea all the same, each with the reason why they are not cut.
    static let longFiles: [String: String] = [:]
    /// Past this, a file has a second idea in it.
    static let linesMaximum = 400

    /// Uses of what a pure room may not touch, each with the reason why it does no harm.
    static let impurities = [
        "Sources/Detection/ShippedModels.swift: FileManager": "reads the target's own models, once, at start",
        "Sources/Vocabulary/IdentifierSource.swift: SystemRandomNumberGenerator":
            "the seed of a process's ids; tests give their own",
    ]

    static func room(_ name: String) -> Room? { rooms.first { $0.name == name } }
}
