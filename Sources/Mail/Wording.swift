/// How text that others wrote is put into a mail: shown, never obeyed.
///
/// File names, subjects and client names are chosen by whoever is being reported. None of them may begin a
/// line of its own, run right to left over what follows, or become a link.
enum Wording {
    /// Scalars of one value: what a reader takes in, and enough to recognise a path by.
    static let valueScalarsMax = 300
    /// Scalars of a subject; mail readers show a third of it.
    static let subjectScalarsMax = 180

    /// One line, whatever came in: line ends and other controls become spaces, invisible formatting shows as
    /// U+FFFD, and what is too long ends in an ellipsis.
    static func line(_ text: String, scalarsMax: Int = valueScalarsMax) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < scalarsMax else {
                result.append("…")
                break
            }
            let shown = visible(scalar)
            if shown == " ", result.last == " " || result.isEmpty { continue }
            result.append(shown)
            count += 1
        }
        if result.last == " " { result.removeLast() }
        return String(result)
    }

    /// One line in which no mail reader finds a web address to make a link of: `https[://]evil.example`.
    static func value(_ text: String) -> String {
        line(text).split(separator: "://", omittingEmptySubsequences: false).joined(separator: "[://]")
    }

    /// What people of the floor wrote: paragraphs parted by blank lines, and lines in them.
    static func paragraphs(_ text: String) -> [[String]] {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            line(String($0), scalarsMax: Int.max)
        }
        return lines.split(separator: "").map(Array.init)
    }

    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
        // The joiners shape Persian, Indic scripts and emoji; everything else that is invisible hides
        // something.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}" ? scalar : "\u{FFFD}"
        default: scalar
        }
    }
}
