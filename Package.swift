// swift-tools-version: 6.2
import PackageDescription

// One switchboard for the language: every Swift target is built with the same strictness.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// Products of other packages, named once.
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let serviceLifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

func room(
    _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil, exclude: [String] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources,
        swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let domain: [Target.Dependency] = [
    "Vocabulary", "Telemetry", "Detection", "Investigation", "Response", "Casework", "Onboarding",
    "Notifications", "Tenancy",
]

let package = Package(
    name: "watchfloor",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "watchfloor", targets: ["watchfloor"]),
        .executable(name: "watchfloor-uplink", targets: ["watchfloor-uplink"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // C libraries from the system, each behind a header of inline shims.
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

        // Ground.
        room("Vocabulary", []),
        room("PatternOfLife", []),
        room("MerkleLog", [crypto]),

        // Domain.
        room("Telemetry", ["Vocabulary", "CSimdjson", "CZstd"]),
        room("Detection", ["Vocabulary", "Telemetry", "PatternOfLife", yams], resources: [.copy("Models")]),
        room("Investigation", ["Vocabulary"]),
        room("Response", ["Vocabulary"]),
        room("Casework", ["Vocabulary"]),
        room("Onboarding", ["Vocabulary"]),
        room("Notifications", ["Vocabulary"]),
        room("Tenancy", ["Vocabulary"]),
        room("Simulation", ["Vocabulary"]),

        // Application.
        room("Operations", domain + ["MerkleLog", crypto, logging, swiftASN1, x509]),

        // Ways out.
        room("Postgres", ["CLibpq", logging]),
        room("Storage", domain + ["MerkleLog", "Operations", "Postgres", crypto, logging]),
        room(
            "Mail", ["Vocabulary", "Notifications", "Operations", "CCurl", "CGMime", mustache, logging],
            resources: [.copy("Templates")]),
        room(
            "Connectors",
            [
                "Vocabulary", "Telemetry", "Onboarding", "Operations", "Response", asyncHTTPClient, crypto,
                jwtKit, logging, nioCore, nioHTTP1, nioPosix,
            ]),

        // Doors.
        room(
            "Uplink",
            [
                "Vocabulary", "Telemetry", "Operations", "CZlib", "CZstd", hummingbird, httpTypes, logging,
                nioCore,
            ]),
        room(
            "API",
            domain + [
                "MerkleLog", "Operations", hummingbird, httpTypes, logging, nioCore, yams,
            ]),
        room("SCIM", ["Vocabulary", "Operations", "Telemetry", hummingbird, httpTypes, logging, nioCore]),
        room("Worker", domain + ["Operations", logging, serviceLifecycle]),

        // The sensor's side and the systems that tests and demonstrations talk to.
        room("Sensor", ["Vocabulary", "CZlib", asyncHTTPClient, logging, nioCore, nioHTTP1]),
        room("Peers", ["Vocabulary", crypto, cryptoExtras, hummingbird, httpTypes, logging, nioCore]),

        .executableTarget(
            name: "watchfloor",
            dependencies: domain + [
                "MerkleLog", "Simulation", "Operations", "Postgres", "Storage", "Mail", "Connectors",
                "Uplink", "API",
                "SCIM", "Worker", "Sensor", "Peers", argumentParser, asyncHTTPClient, hummingbird, logging,
                serviceLifecycle, nioCore, nioPosix,
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "watchfloor-uplink", dependencies: ["Sensor", argumentParser, logging],
            swiftSettings: strict),

        // Tests, a target for each room; those of the house, the floor and the binary come last.
        tests("VocabularyTests", ["Vocabulary"]),
        tests("PatternOfLifeTests", ["PatternOfLife"]),
        tests("MerkleLogTests", ["MerkleLog"]),
        tests("TelemetryTests", ["Telemetry", "Vocabulary"]),
        tests("DetectionTests", ["Detection", "Telemetry", "PatternOfLife", "Vocabulary"]),
        tests("InvestigationTests", ["Investigation", "Vocabulary"]),
        tests("ResponseTests", ["Response", "Vocabulary"]),
        tests("CaseworkTests", ["Casework", "Vocabulary"]),
        tests("OnboardingTests", ["Onboarding", "Vocabulary"]),
        tests("NotificationsTests", ["Notifications", "Vocabulary"]),
        tests("TenancyTests", ["Tenancy", "Vocabulary"]),
        tests("SimulationTests", ["Simulation", "Vocabulary"]),
        tests("PostgresTests", ["Postgres", logging]),
        tests("MailTests", ["Mail", "Notifications", "Operations", "Vocabulary"]),
        tests(
            "ConnectorsTests",
            [
                "Connectors", "Operations", "Onboarding", "Peers", "Telemetry", "Vocabulary", asyncHTTPClient,
                cryptoExtras, jwtKit,
                logging, nioCore, nioHTTP1,
            ]),
        tests(
            "SensorTests",
            [
                "Sensor", "Peers", "Vocabulary", "CZlib", asyncHTTPClient, hummingbird, httpTypes, logging,
                nioCore,
                nioPosix,
            ]),
        tests(
            "APITests",
            [
                "API", "MerkleLog", "Operations", "Casework", "Response", "Notifications", "Telemetry",
                "Tenancy",
                "Vocabulary", hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"), httpTypes, logging, nioCore,
            ]),
        tests("UplinkTests", ["Uplink", "Sensor", "Vocabulary", nioCore]),
        tests("SCIMTests", ["SCIM", "Vocabulary"]),
        tests("OperationsTests", ["MerkleLog", "Operations", "Vocabulary"]),
        .target(
            name: "TestFloor",
            dependencies: domain + [
                "MerkleLog",
                "Operations", "Postgres", "Storage", "Mail", "Connectors", "Uplink", "API", "SCIM", "Worker",
                hummingbird,
                .product(name: "HummingbirdTesting", package: "hummingbird"), httpTypes, logging, nioCore,
            ],
            path: "Tests/TestFloor", swiftSettings: strict),
        tests(
            "StorageTests",
            ["TestFloor", "Casework", "Operations", "Postgres", "Storage", "Telemetry", "Vocabulary"]),
        tests(
            "FloorTests",
            domain + [
                "TestFloor", "MerkleLog", "Simulation", "Operations", "Peers", "Postgres", "Mail",
                "Connectors",
                "Worker",
                asyncHTTPClient, nioCore, nioHTTP1,
                .product(name: "HummingbirdTesting", package: "hummingbird"), httpTypes, crypto, swiftASN1,
                x509,
            ]),
        tests("HouseTests", []),
    ]
)
