import Foundation

/// Encodes what GMime would let through as it is: text that looks like an encoded word (RFC 2047) already.
///
/// GMime takes `=?utf-8?Q?…?=` in a value for its own work. A file so named would be shown decoded, as
/// whatever its author wanted to be read there.
///
/// - Returns: the text itself where nothing in it could be taken for an encoded word.
func guardingEncodedWords(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var words: [String] = []
    var word = ""
    for scalar in text.unicodeScalars {
        // 45 bytes are 60 in base64; with the frame of 12, under the 75 that a word may have.
        if word.utf8.count + UTF8.width(scalar) > 45 {
            words.append(word)
            word = ""
        }
        word.unicodeScalars.append(scalar)
    }
    words.append(word)
    return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: " ")
}
