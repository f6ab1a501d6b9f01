/// The order of ATT&CK's enterprise matrix, from first contact to damage.
package enum Tactic {
    /// Short names, left to right (ATT&CK 17.1).
    package static let matrix = [
        "reconnaissance", "resource-development", "initial-access", "execution", "persistence",
        "privilege-escalation", "defense-evasion", "credential-access", "discovery", "lateral-movement",
        "collection", "command-and-control", "exfiltration", "impact",
    ]

    /// Each once, in the matrix's order; names that the matrix does not know come last, in order of name.
    package static func ordered(_ tactics: [String]) -> [String] {
        Set(tactics).sorted { left, right in
            switch (matrix.firstIndex(of: left), matrix.firstIndex(of: right)) {
            case (let left?, let right?): left < right
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left < right
            }
        }
    }
}
