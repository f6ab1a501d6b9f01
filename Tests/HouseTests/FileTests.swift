import Testing

@Suite struct `A file of the product` {
    private static let sources = Tree.files(in: "Sources")

    @Test func `is short, or says why not`() {
        let long = Set(Self.sources.filter { $0.lines.count > House.linesMaximum }.map(\.path))
        #expect(long == Set(House.longFiles.keys))
    }

    @Test func `leaves nothing unfinished and forces nothing`() {
        let words = #/\b(?:TODO|FIXME|XXX)\b|\btry!|\bfatalError\(|\bas! /#.wordBoundaryKind(.simple)
        for file in Self.sources where file.name.hasSuffix(".swift") {
            let found = file.lines.filter { $0.contains(words) }
            #expect(found.isEmpty, "\(file.path): \(found.joined(separator: "; "))")
        }
    }

    @Test func `names no folder of the machine that it was written on`() {
        // Written in two parts, or this file would name them.
        let folders = ["/" + "work/", "/tmp/" + "h-", "/" + "root/"]
        for file in Tree.files(in: "") {
            for folder in folders {
                #expect(!file.text.contains(folder), "\(file.path) names \(folder)")
            }
        }
    }
}

@Suite struct `A migration` {
    private static let all = Tree.files(in: "migrations", ending: ".sql")
    /// All but those in `bootstrap`, which run once a cluster.
    private static let numbered = all.filter { $0.path == "migrations/\($0.name)" }

    @Test func `has a number that no other has`() {
        let numbers = Self.numbered.map { Int($0.name.prefix(4)) }
        #expect(!numbers.isEmpty && !numbers.contains(nil) && Set(numbers).count == numbers.count)
        for file in Self.numbered {
            #expect(file.name.wholeMatch(of: #/\d{4}_[a-z0-9_]+\.sql/#) != nil, "\(file.path)")
        }
    }

    @Test func `opens with a comment that says why`() {
        for file in Self.all {
            let comment = file.lines.filter { $0 != "-- migrate: no transaction" }.prefix {
                $0.hasPrefix("-- ")
            }
            let words = comment.joined(separator: " ").split(separator: " ").count
            #expect(words > 6, "\(file.path) opens with \(words) words")
        }
    }

    @Test func `makes no table that row security does not cover`() {
        for file in Self.numbered {
            let made = Set(
                file.text.matches(of: #/(?m)^CREATE TABLE (?:IF NOT EXISTS )?(?<name>\w+)/#).map {
                    String($0.name)
                })
            let secured = Set(
                file.text.matches(of: #/secure_table\('(?<name>\w+)'/#).map { String($0.name) })
            #expect(made.subtracting(secured).isEmpty, "\(file.path)")
        }
    }
}
