/// Which methods each path knows, for saying so when another is tried.
package struct PathTable: Sendable {
    fileprivate struct Entry: Sendable {
        let steps: [Substring]
        var methods: Set<String>
    }

    private var entries: [String: Entry] = [:]

    /// - Parameter operations: methods in upper case and path templates.
    package init(_ operations: [(method: String, path: String)]) {
        for (method, path) in operations {
            entries[path, default: Entry(steps: path.split(separator: "/"), methods: [])].methods.insert(
                method)
        }
    }

    /// - Parameter path: as the request has it.
    /// - Returns: in order of name, `HEAD` wherever there is `GET`; `nil` for a path that nothing answers.
    package func methods(on path: String) -> [String]? {
        let steps = path.split(separator: "/")
        var found: Set<String> = []
        for entry in entries.values where entry.matches(steps) { found.formUnion(entry.methods) }
        guard !found.isEmpty else { return nil }
        if found.contains("GET") { found.insert("HEAD") }
        return found.sorted()
    }
}

extension PathTable.Entry {
    fileprivate func matches(_ path: [Substring]) -> Bool {
        steps.count == path.count && zip(steps, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
