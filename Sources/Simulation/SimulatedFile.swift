import Vocabulary

/// A file of the company's drive.
struct SimulatedFile {
    let id: String
    let title: String
    /// Google's `doc_type`.
    let type: String
    /// Index of the owner in the staff list.
    let owner: Int
    let role: SimulatedPerson.Role
    /// Google's `visibility` until the file is shared outside, if ever.
    let visibility: String
    let sharing: Sharing?

    /// When and how the owner let outsiders in. Many were shared before the simulated month.
    struct Sharing {
        let at: Timestamp
        /// `shared_externally` or `people_with_link`.
        let visibility: String
        let partner: String
    }

    var isInDesign: Bool { title.hasSuffix(".indd") }

    func visibility(at time: Timestamp) -> String {
        guard let sharing, sharing.at <= time else { return visibility }
        return sharing.visibility
    }

    func isShared(at time: Timestamp) -> Bool {
        sharing.map { $0.at <= time } ?? false
    }
}

/// A kind of file: Google's `doc_type`, and the extension of its title where it is not a native document.
struct FileKind {
    let type: String
    let suffix: String

    init(_ type: String, _ suffix: String = "") {
        self.type = type
        self.suffix = suffix
    }

    /// Google has no type of its own for it.
    static let inDesign = FileKind("unknown", ".indd")

    static func usual(for role: SimulatedPerson.Role) -> [FileKind] {
        switch role {
        case .designer:
            [
                FileKind("png", ".png"), FileKind("unknown", ".psd"), FileKind("unknown", ".ai"),
                FileKind("pdf", ".pdf"), FileKind("presentation"),
            ]
        case .marketing:
            [
                FileKind("presentation"), FileKind("document"), FileKind("pdf", ".pdf"),
                FileKind("png", ".png"),
                FileKind("mp4", ".mp4"),
            ]
        case .sales:
            [
                FileKind("presentation"), FileKind("pdf", ".pdf"), FileKind("spreadsheet"),
                FileKind("msword", ".docx"),
            ]
        case .engineering:
            [FileKind("document"), FileKind("spreadsheet"), FileKind("txt", ".txt"), FileKind("drawing")]
        case .finance: [FileKind("spreadsheet"), FileKind("msexcel", ".xlsx"), FileKind("pdf", ".pdf")]
        case .people: [FileKind("document"), FileKind("pdf", ".pdf"), FileKind("form")]
        case .operations:
            [
                FileKind("spreadsheet"), FileKind("document"), FileKind("pdf", ".pdf"),
                FileKind("msexcel", ".xlsx"),
            ]
        case .management:
            [
                FileKind("presentation"), FileKind("document"), FileKind("pdf", ".pdf"),
                FileKind("spreadsheet"),
            ]
        case .it: [FileKind("document"), FileKind("spreadsheet"), FileKind("txt", ".txt")]
        }
    }

    /// Read by everybody now and then, so that one more of them is no news.
    static let common: Set<String> = ["document", "spreadsheet", "presentation", "pdf"]
}
