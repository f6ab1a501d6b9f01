import Mustache

/// Escapes for HTML by Unicode scalar.
///
/// swift-mustache's own HTML type goes by grapheme, so a quotation mark with a combining accent after it,
/// being one other character, passes it unescaped and closes an attribute.
struct HTMLText: MustacheContentType {
    static let name = "MAIL_HTML"

    func escapeText(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
