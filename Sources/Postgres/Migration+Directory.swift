import FoundationEssentials

extension Migration {
    /// All `NNNN_name.sql` in a directory, ascending. Other endings are left alone; another name that ends in `.sql`
    /// is an error, since it would be forgotten silently.
    package static func all(in directory: String) throws(MigrationError) -> [Migration] {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: directory)
        } catch {
            throw .unreadable(directory)
        }
        var migrations: [Migration] = []
        for file in files.sorted() where file.hasSuffix(".sql") {
            guard let (version, name) = parse(file) else { throw .misnamed(file) }
            let path = directory + "/" + file
            guard let data = FileManager.default.contents(atPath: path),
                let sql = String(validating: data, as: UTF8.self)
            else { throw .unreadable(path) }
            migrations.append(Migration(version: version, name: name, sql: sql))
        }
        return migrations
    }

    private static func parse(_ file: String) -> (version: Int, name: String)? {
        let stem = file.dropLast(".sql".count)
        let parts = stem.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].utf8.count == 4, let version = Int(parts[0]), version > 0 else {
            return nil
        }
        return (version, String(parts[1]))
    }
}
