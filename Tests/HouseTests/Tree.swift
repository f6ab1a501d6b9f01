import Foundation

/// The working tree that these tests stand in.
enum Tree {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct File {
        /// From the root, without a leading slash.
        let path: String
        let text: String

        var name: String { String(path.split(separator: "/").last ?? "") }
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    }

    /// Every file below a folder that is text in UTF-8, in the order of the paths. Hidden files and folders, `data` and
    /// what links point to are left out.
    static func files(in folder: String, ending suffix: String = "") -> [File] {
        paths(in: folder).filter { $0.hasSuffix(suffix) }.compactMap(file)
    }

    static func file(_ path: String) -> File? {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)).map {
            File(path: path, text: $0)
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
    }

    /// The names of the folders in a folder.
    static func folders(in folder: String) -> [String] {
        entries(of: folder).filter { isDirectory("\(folder)/\($0)") }
    }

    private static func paths(in folder: String) -> [String] {
        entries(of: folder).flatMap { name -> [String] in
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            return isDirectory(path) ? paths(in: path) : [path]
        }
    }

    private static func entries(of folder: String) -> [String] {
        let url = folder.isEmpty ? root : root.appending(path: folder)
        let all = try? FileManager.default.contentsOfDirectory(
            at: url, includingPropertiesForKeys: [.isSymbolicLinkKey])
        return (all ?? [])
            .filter { (try? $0.resourceValues(forKeys: [.isSymbolicLinkKey]).isSymbolicLink) != true }
            .map(\.lastPathComponent)
            .filter { (!$0.hasPrefix(".") || $0 == ".ci") && !(folder.isEmpty && $0 == "data") }
            .sorted()
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        let name = root.appending(path: path).path(percentEncoded: false)
        return FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }
}

extension Tree.File {
    /// The modules that a Swift file imports.
    var imports: Set<String> {
        Set(
            lines.compactMap { line -> String? in
                // The plain look first: for most lines it is enough.
                guard line.contains("import "), let match = line.wholeMatch(of: importLine) else {
                    return nil
                }
                return String(match.module)
            })
    }

    /// The lines without comments, for a look at what the code does.
    var code: [Substring] {
        lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    }

    private var importLine: Regex<(Substring, module: Substring)> {
        // Attributes, access, the kind of a single symbol; then the module, whose symbol does not matter.
        #/\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(?<module>\w+).*/#
    }
}
