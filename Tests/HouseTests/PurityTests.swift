import Testing

@Suite struct `The ground and the domain` {
    private static let rooms = House.rooms.filter { $0.layer == .ground || $0.layer == .domain }

    /// What reads a clock, draws a lot, or reaches past the values that a function was given.
    private static var impure: [(word: String, pattern: Regex<Substring>)] {
        [
            ("ContinuousClock", #/\bContinuousClock\b/#), ("SuspendingClock", #/\bSuspendingClock\b/#),
            ("Date", #/\bDate(?:\(\)|\.now)/#), ("clock_gettime", #/\b(?:clock_gettime|gettimeofday)\b/#),
            ("Task", #/\bTask\s*(?:\{|\.|\()/#), ("UUID", #/\bUUID\(\)/#),
            ("SystemRandomNumberGenerator", #/\bSystemRandomNumberGenerator\b/#), ("random", #/\.random\(/#),
            ("shuffled", #/\.(?:shuffled|randomElement)\(\)/#), ("Process", #/\bProcess(?:\(|Info\b)/#),
            ("FileManager", #/\bFileManager\b/#), ("FileHandle", #/\bFileHandle\b/#),
            ("URLSession", #/\bURLSession\b/#), ("getenv", #/\bgetenv\b/#), ("print", #/(?m)^ *print\(/#),
            ("Logger", #/\bLogger\b/#),
        ]
    }

    @Test func `import no way in or out`() {
        let ways: Set<String> = [
            "AsyncHTTPClient", "CCurl", "CLibpq", "Dispatch", "FoundationNetworking", "Glibc", "Hummingbird",
            "Logging", "Musl", "NIOCore", "NIOHTTP1", "NIOPosix", "ServiceLifecycle", "Synchronization",
        ]
        for room in Self.rooms {
            #expect(room.imports.isDisjoint(with: ways), "\(room.name)")
        }
    }

    @Test func `read no clock, draw no lots and reach for nothing`() {
        var found: Set<String> = []
        for room in Self.rooms {
            for file in Tree.files(in: "Sources/\(room.name)", ending: ".swift") {
                let code = file.code.joined(separator: "\n")
                for (word, pattern) in Self.impure where code.contains(pattern.wordBoundaryKind(.simple)) {
                    let use = "\(file.path): \(word)"
                    #expect(House.impurities[use] != nil, "\(use)")
                    found.insert(use)
                }
            }
        }
        let stale = Set(House.impurities.keys).subtracting(found)
        #expect(stale.isEmpty, "allowed and not used: \(stale.sorted())")
    }

    @Test func `leave the state of the process alone`() {
        for room in Self.rooms {
            for file in Tree.files(in: "Sources/\(room.name)", ending: ".swift") {
                let globals = file.code.filter {
                    $0.contains(#/^(?:package |fileprivate |private )?var |static var \w+(?:: [^{]+)? =/#)
                }
                #expect(globals.isEmpty, "\(file.path): \(globals.joined(separator: "; "))")
            }
        }
    }
}
