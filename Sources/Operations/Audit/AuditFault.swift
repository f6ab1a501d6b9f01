/// What is wrong with an audit log, or with a copy of one: the first thing that is.
package enum AuditFault: Error, Hashable, Sendable {
    /// Counted from 1.
    case unreadable(line: Int, String)
    case headUnreadable(size: UInt64)
    /// Signed by none of the keys that are trusted.
    case headForged(size: UInt64)
    /// The signed text names another log or another size than the row it stands in.
    case headMisplaced(size: UInt64)
    case headsOutOfOrder(size: UInt64)
    case headMissing(told: Int, found: Int)
    /// The entry before the place is there, and the one that should stand at it is not.
    case missing(leaf: UInt64, found: UInt64)
    case deleted(leaf: UInt64, entry: String)
    case changed(leaf: UInt64, entry: String)
    /// The reason, before or after that is shown is not what was sealed.
    case valuesChanged(leaf: UInt64, entry: String)
    /// Every entry fits its own hash, and together they are not what was signed.
    case rootDiffers(after: UInt64, size: UInt64)
    case truncated(told: UInt64, found: UInt64)
    /// A head that was kept elsewhere covers more than there is.
    case endsBefore(known: UInt64, found: UInt64)
    /// Leaves that no head covers.
    case uncovered(head: UInt64, found: UInt64)
    /// An inner hash from which proofs are given is not what its leaves make it.
    case nodeChanged(level: Int, index: UInt64)
    /// Written, without a place, and not waiting for one; or waiting, and gone.
    case astray(entry: String)
}

extension AuditFault: CustomStringConvertible {
    /// One line.
    package var description: String {
        switch self {
        case .unreadable(let line, let why): "line \(line) cannot be read: \(why)"
        case .headUnreadable(let size): "the head of size \(size) is no checkpoint"
        case .headForged(let size): "the head of size \(size) is not signed by a key that is trusted"
        case .headMisplaced(let size): "the head of size \(size) was signed for another log or another size"
        case .headsOutOfOrder(let size): "the head of size \(size) is out of order"
        case .headMissing(let told, let found): "there are \(found) heads where \(told) are told of"
        case .missing(let leaf, let found):
            found > leaf
                ? "the entry of leaf \(leaf) is missing: leaf \(found) stands there"
                : "leaf \(found) stands where leaf \(leaf) belongs"
        case .deleted(let leaf, let entry): "the entry of leaf \(leaf) (\(entry)) was deleted"
        case .changed(let leaf, let entry): "the entry of leaf \(leaf) (\(entry)) was changed"
        case .valuesChanged(let leaf, let entry):
            "the values of leaf \(leaf) (\(entry)) are not those that were sealed"
        case .rootDiffers(let after, let size):
            "the entries of leaves \(after) to \(size - 1) are not those that the head of size \(size) was signed over"
        case .truncated(let told, let found): "it ends after \(found) entries of \(told)"
        case .endsBefore(let known, let found):
            "it ends after \(found) entries, and the head that is known covers \(known)"
        case .uncovered(let head, let found): "the newest head covers \(head) of \(found) entries"
        case .nodeChanged(let level, let index):
            "the inner hash \(index) of level \(level) was changed or deleted"
        case .astray(let entry):
            "the entry \(entry) was taken out of the log's reach, or deleted before it had a place"
        }
    }
}
