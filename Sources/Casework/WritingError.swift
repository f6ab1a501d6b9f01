package import Vocabulary

/// Why a text is not taken as a comment or a message.
package enum WritingError: Error, Hashable, Sendable {
    case empty
    case tooLong

    /// The longest comment or message: some thirty pages. More is an attachment.
    package static let charactersMax = 65_536

    package static func check(_ text: String) throws(WritingError) {
        guard !text.isBlank else { throw .empty }
        guard text.count <= charactersMax else { throw .tooLong }
    }

    package var detail: String {
        switch self {
        case .empty: "There is no text."
        case .tooLong: "A text has at most \(Self.charactersMax) characters."
        }
    }

    package var problem: Problem { Problem(.invalid, detail, faults: [FieldFault("/text", detail)]) }
}
