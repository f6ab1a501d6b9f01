import FoundationEssentials

/// What a signed tree head says, as C2SP's tlog-checkpoint has it: which log, how many leaves, which root; then lines of
/// the log's own.
package struct Checkpoint: Hashable, Sendable {
    /// Names one log for ever.
    package let origin: String
    package let size: UInt64
    package let root: MerkleHash
    /// None is empty.
    package let extensions: [String]

    package init(origin: String, size: UInt64, root: MerkleHash, extensions: [String] = []) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }
}

extension Checkpoint: LosslessStringConvertible {
    /// `text`: a note's text, its last line feed included.
    package init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines[0].isEmpty, let size = UInt64(lines[1]),
            // One form a number: no sign, no zeros before it.
            String(size) == lines[1], let root = Data(base64Encoded: String(lines[2])),
            let root = MerkleHash(root)
        else { return nil }
        let extensions = lines[3...].dropLast().map(String.init)
        guard extensions.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root, extensions: extensions)
    }

    package var description: String {
        let root = Data(root.bytes).base64EncodedString()
        return ([origin, "\(size)", root] + extensions).map { $0 + "\n" }.joined()
    }
}
