import Testing

@Suite struct `The arrows of the house` {
    private static let rooms = House.rooms.map(\.name)

    @Test(arguments: rooms) func `are the ones that each room was given`(name: String) throws {
        let room = try #require(House.room(name))
        for file in Tree.files(in: "Sources/\(name)", ending: ".swift") {
            let strangers = file.imports.subtracting(room.imports)
            #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted().joined(separator: ", "))")
        }
    }

    @Test func `go down, and sideways only where it is said why`() {
        var sideways: Set<String> = []
        for room in House.rooms {
            for imported in room.imports.compactMap(House.room) where imported.layer >= room.layer {
                let arrow = "\(room.name) -> \(imported.name)"
                #expect(imported.layer == room.layer && House.sideways[arrow] != nil, "\(arrow)")
                sideways.insert(arrow)
            }
        }
        #expect(sideways == Set(House.sideways.keys))
    }

    @Test func `are declared in the package, none more and none less`() throws {
        let package = try #require(Tree.file("Package.swift"))
        // What tests share stands beside them and is no room.
        let declared = Set(
            package.text.matches(
                of: #/(?:room|target|systemLibrary|executableTarget)\(\s*(?:name:\s*)?"(?<name>[\w-]+)"/#
            ).map { String($0.name) }
        ).subtracting(["TestFloor"])
        #expect(declared == Set(Self.rooms))
    }

    @Test func `lead out of a room that has something in it`() {
        #expect(Set(Tree.folders(in: "Sources")) == Set(Self.rooms))
        for room in Self.rooms {
            #expect(!Tree.files(in: "Sources/\(room)").isEmpty, "Sources/\(room) is empty")
        }
    }
}
