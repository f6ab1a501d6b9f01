import Foundation
import Testing

@Suite struct `The documents` {
    private static let markdown = Tree.files(in: "", ending: ".md")
    private static let swift = Tree.files(in: "Sources", ending: ".swift")

    @Test func `are there`() {
        for name in ["ARCHITECTURE", "API", "DETECTION", "OPERATING", "LOGGING", "CONTRIBUTING"] {
            #expect(Tree.exists("docs/\(name).md"), "docs/\(name).md")
        }
        #expect(Tree.exists("README.md") && Tree.exists("CHANGELOG.md"))
    }

    @Test func `link to what exists`() throws {
        for file in Self.markdown {
            let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
            for match in file.text.matches(of: #/\]\((?<target>[^)\s#]+)(?:#[^)]*)?\)/#) {
                let target = String(match.target)
                if target.contains("://") || target.hasPrefix("mailto:") { continue }
                let path = folder.isEmpty ? target : "\(folder)/\(target)"
                #expect(Tree.exists(path), "\(file.path) links to \(target)")
            }
        }
    }

    /// A path in code marks, such as `Operations/Ingest/IngestBatch.swift`, begins at the document's own folder, the root,
    /// Sources or Tests.
    @Test func `name files that exist`() {
        let path = #/`(?<path>[\w.+-]+(?:\/[\w.+-]+)+\.(?:swift|sql|yaml|md|mustache))`/#
        for file in Self.markdown {
            let places = [
                file.path.split(separator: "/").dropLast().joined(separator: "/"), "", "Sources", "Tests",
            ]
            for named in file.text.matches(of: path).map(\.path) {
                #expect(places.contains { Tree.exists("\($0)/\(named)") }, "\(file.path) names \(named)")
            }
        }
    }

    @Test func `name scripts that exist`() {
        for file in Self.markdown {
            for named in file.text.matches(of: #/\bops\/(?<name>[\w-]+)/#.wordBoundaryKind(.simple)).map(
                \.name)
            {
                #expect(Tree.exists("ops/\(named)"), "\(file.path) names ops/\(named)")
            }
        }
    }

    @Test func `give every room its line`() throws {
        let architecture = try #require(Tree.file("docs/ARCHITECTURE.md"))
        for room in House.rooms {
            #expect(
                architecture.text.contains("| `\(room.name)` |"), "docs/ARCHITECTURE.md lacks \(room.name)")
        }
    }

    @Test func `say of every operation of the contract who may call it`() throws {
        let contract = try #require(Tree.file("openapi.yaml"))
        let table = try #require(Tree.file("ops/lib/operations.py"))
        let named = Set(contract.text.matches(of: #/(?m)^ +operationId: (?<name>\w+)$/#).map { $0.name })
        let told = Set(table.text.matches(of: #/(?m)^    "(?<name>\w+)":/#).map { $0.name })
        #expect(named.subtracting(told).isEmpty, "ops/lib/operations.py lacks them")
        #expect(told.subtracting(named).isEmpty, "openapi.yaml lacks them")
    }

    @Test func `list the settings that the product reads, all of them and no others`() throws {
        let operating = try #require(Tree.file("docs/OPERATING.md"))
        let listed = Set(
            operating.text.matches(of: #/(?m)^\| `(?<name>WATCHFLOOR_\w+)`/#).map { String($0.name) })
        let read = Set(
            Self.swift.flatMap { file in
                file.code.flatMap {
                    $0.matches(of: #/"(?<name>WATCHFLOOR_[A-Z_]+)"/#).map { String($0.name) }
                }
            })
        #expect(listed == read)
    }

    @Test func `list the keys of the log, all of them and no others`() throws {
        let logging = try #require(Tree.file("docs/LOGGING.md"))
        let listed = Set(logging.text.matches(of: #/(?m)^\| `(?<key>[a-z_.]+)` \|/#).map { String($0.key) })
        #expect(listed == Set(Self.swift.flatMap(Self.logKeys)))
    }

    /// The keys of `metadata: [...]` literals and of `logger[metadataKey: ...]`.
    private static func logKeys(in file: Tree.File) -> [String] {
        let set = file.text.matches(of: #/metadataKey: "(?<key>[a-z_.]+)"/#).map { String($0.key) }
        let literals = file.text.matches(of: #/metadata: \[(?<body>(?:[^\[\]]|\[[^\[\]]*\])*)\]/#)
        return set
            + literals.flatMap { literal in
                literal.body.matches(of: #/"(?<key>[a-z_.]+)":/#).map { String($0.key) }
            }
    }
}
