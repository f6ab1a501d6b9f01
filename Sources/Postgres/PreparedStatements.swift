/// Which statements a connection has prepared: the least recently used go first.
///
/// Keyed by role as well as by SQL: a plan under row security belongs to one role, and the server would plan
/// afresh at each change of role.
struct PreparedStatements {
    struct Key: Hashable {
        var role: String?
        var sql: String
        var types: [PostgresType]
    }

    private struct Entry {
        var name: String
        var lastUse: UInt64
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var clock: UInt64 = 0
    /// Names that the server still holds and that nothing points at.
    private(set) var forgotten: [String] = []

    /// - Parameter capacity: 0 prepares nothing, as a pooler that gives each transaction another connection wants.
    init(capacity: Int) {
        self.capacity = capacity
    }

    var isOff: Bool { capacity == 0 }

    mutating func name(of key: Key) -> String? {
        clock += 1
        entries[key]?.lastUse = clock
        return entries[key]?.name
    }

    /// Takes note of a statement about to be prepared, and forgets the least recently used when full.
    mutating func add(_ key: Key) -> String {
        if entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            forget(oldest.key)
        }
        clock += 1
        let name = "s\(clock)"
        entries[key] = Entry(name: name, lastUse: clock)
        return name
    }

    /// The server has it and should drop it.
    mutating func forget(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        forgotten.append(entry.name)
    }

    /// The server never got it.
    mutating func remove(_ key: Key) {
        entries[key] = nil
    }

    /// The server has dropped it.
    mutating func dropped(_ name: String) {
        forgotten.removeAll { $0 == name }
    }
}
