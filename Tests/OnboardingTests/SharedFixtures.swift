import FoundationEssentials

/// Documents of the marketplace's contract that are kept beside the project, not in it.
enum SharedFixtures {
    static let root = environment("WATCHFLOOR_SHARED") ?? "../shared"

    static var areThere: Bool { FileManager.default.fileExists(atPath: root + "/contracts/marketplace") }

    static func marketplace(_ path: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(root)/contracts/marketplace/\(path)"))
    }

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}
