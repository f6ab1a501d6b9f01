import Foundation
package import Vocabulary

extension JSON {
    /// How deep a body may nest; ours need three.
    private static var depthMaximum: Int { 64 }

    /// Reads a request's body.
    ///
    /// - Throws: `Problem` 400 for anything that is not one JSON value in UTF-8.
    package init(body: [UInt8]) throws(Problem) {
        guard String(validating: body, as: UTF8.self) != nil else {
            throw Problem(.badRequest, "The body is not UTF-8.")
        }
        guard Self.depth(of: body) <= Self.depthMaximum else {
            throw Problem(.badRequest, "The body nests too deeply.")
        }
        do {
            self = try JSONDecoder().decode(JSON.self, from: Data(body))
        } catch {
            throw Problem(.badRequest, "The body is not JSON.")
        }
    }

    /// Counted before reading, so that nothing recurses on a stranger's word.
    private static func depth(of body: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        var isInText = false
        var isEscaped = false
        for byte in body {
            if isInText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return deepest
    }
}
