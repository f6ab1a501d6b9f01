import FoundationEssentials
package import Vocabulary

/// Reads what strangers wrote.
package enum BoundedJSON {
    /// Tokens and key sets nest three or four deep.
    package static let depthMaximum = 16

    /// `nil` for what is no JSON, or nests deeper: counted before reading, so that nothing recurses on a stranger's word.
    /// Brackets inside texts count too; nobody writes so many of them.
    package static func read(_ bytes: [UInt8]) -> JSON? {
        var depth = 0
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            guard depth <= depthMaximum else { return nil }
        }
        return try? JSONDecoder().decode(JSON.self, from: Data(bytes))
    }
}
