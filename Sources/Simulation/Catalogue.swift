import Vocabulary

/// All files that exist when the month begins, and who works with which.
struct Catalogue {
    let files: [SimulatedFile]
    /// Per person, indices into `files`, the favourites first.
    let shelves: [[Int]]
    /// The InDesign file that the story is about: shared outside by its owner two weeks before the end.
    let storyFile: SimulatedFile
    /// InDesign files that the print people use every week; some are shared outside.
    let printFiles: [Int]

    static let filesPerPerson = 14

    init(staff: [SimulatedPerson], seed: UInt64, start: Timestamp, week: WorkingWeek) {
        var files: [SimulatedFile] = []
        // Who is yet to begin owns nothing yet.
        for person in staff where person.index != SimulatedPerson.Part.newHire {
            var draw = Draw(seed: seed, 3, person.index)
            let kinds = FileKind.usual(for: person.role)
            for _ in 0..<Self.filesPerPerson {
                let kind = kinds[draw.favourite(of: kinds.count)]
                files.append(Self.file(kind, owner: person, draw: &draw, start: start, week: week))
            }
        }
        var draw = Draw(seed: seed, 4)
        let printDesigner = staff[SimulatedPerson.Part.printDesigner]
        let printFiles = (0..<8).map { index in
            files.append(
                Self.inDesign(
                    "\(draw.one(of: Names.projects)) brochure v\(index + 1).indd", owner: printDesigner,
                    sharedAt: index.isMultiple(of: 2) ? start - .days(10 + index) : nil, draw: &draw))
            return files.count - 1
        }
        storyFile = Self.inDesign(
            "Annual report \(CivilDate(daysSinceEpoch: week.end.day).year) print master.indd",
            owner: printDesigner,
            sharedAt: week.workTime(near: week.end - .days(14), &draw), draw: &draw)
        files.append(storyFile)
        self.files = files
        self.printFiles = printFiles
        shelves = staff.map { Self.shelf(of: $0, files: files, seed: seed) }
    }

    private static func file(
        _ kind: FileKind, owner: SimulatedPerson, draw: inout Draw, start: Timestamp, week: WorkingWeek
    ) -> SimulatedFile {
        let title = "\(draw.one(of: Names.projects)) \(draw.one(of: Names.subjects))\(kind.suffix)"
        let isCommon = FileKind.common.contains(kind.type)
        var sharing: SimulatedFile.Sharing?
        if isCommon, draw.chance(0.2) {
            // Half of them long ago, half in the first weeks of the month, while everybody is still there.
            let at =
                draw.chance(0.5)
                ? start - .hours(draw.int(100...4_000)) : start + .hours(draw.int(100...420))
            sharing = SimulatedFile.Sharing(
                at: week.workTime(near: at, &draw),
                visibility: draw.chance(0.6) ? "shared_externally" : "people_with_link",
                partner: partner(draw: &draw))
        }
        let visibilities = [
            "shared_internally", "shared_internally", "people_within_domain_with_link", "private",
        ]
        return SimulatedFile(
            id: identifier(draw: &draw), title: title, type: kind.type, owner: owner.index, role: owner.role,
            visibility: draw.one(of: visibilities), sharing: sharing)
    }

    private static func inDesign(
        _ title: String, owner: SimulatedPerson, sharedAt: Timestamp?, draw: inout Draw
    ) -> SimulatedFile {
        SimulatedFile(
            id: identifier(draw: &draw), title: title, type: FileKind.inDesign.type, owner: owner.index,
            role: owner.role, visibility: "shared_internally",
            sharing: sharedAt.map {
                SimulatedFile.Sharing(
                    at: $0, visibility: "shared_externally", partner: "studio@\(Names.partners[0])")
            })
    }

    /// The team's files and some of everybody's; InDesign files only on the print people's shelves.
    private static func shelf(of person: SimulatedPerson, files: [SimulatedFile], seed: UInt64) -> [Int] {
        var draw = Draw(seed: seed, 5, person.index)
        let team = files.indices.filter { index in
            let file = files[index]
            guard !file.isInDesign else { return false }
            return file.owner == person.index || (file.role == person.role && file.visibility != "private")
        }
        let general = files.indices.filter { index in
            let file = files[index]
            return file.role != person.role && file.visibility != "private"
                && FileKind.common.contains(file.type)
        }
        // Files shared outside are busier than others: that is what they were shared for.
        let busy =
            team.filter { files[$0].sharing != nil } + general.filter { files[$0].sharing != nil }.prefix(6)
        return draw.shuffled(Array(Set(busy)).sorted() + team) + draw.shuffled(general).prefix(25)
    }

    static func partner(draw: inout Draw) -> String {
        "\(draw.one(of: Names.given).lowercased())@\(draw.one(of: Names.partners))"
    }

    /// The 44 characters of a Google document's id.
    static func identifier(draw: inout Draw) -> String {
        "1" + draw.text(43, from: alphabet)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}
