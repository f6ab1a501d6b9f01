/// A MITRE ATT&CK technique, with the version of ATT&CK in which the id has this meaning.
package struct Technique: Hashable, Codable, Sendable {
    /// `T1530` or `T1078.004`.
    package let id: String
    package let name: String
    /// The tactic under which it is meant here, as ATT&CK's short name: `collection`, `initial-access`.
    package let tactic: String
    /// ATT&CK's version, such as `17.1`.
    package let version: String

    package init(id: String, name: String, tactic: String, version: String) {
        self.id = id
        self.name = name
        self.tactic = tactic
        self.version = version
    }
}
