package import Vocabulary

/// What is looked for, as a person wrote it: a file of YAML, versioned, with its own tests.
package struct Model: Hashable, Sendable {
    /// A term of the score: it counts when all its conditions hold.
    package struct Component: Hashable, Sendable {
        package var name: String
        /// Negative where it speaks against.
        package var weight: Int
        package var conditions: [Condition]

        package init(name: String, weight: Int, conditions: [Condition]) {
            self.name = name
            self.weight = weight
            self.conditions = conditions
        }
    }

    /// Something that prevents the model outright, whatever the score.
    package struct Defeat: Hashable, Sendable {
        package var name: String
        package var conditions: [Condition]

        package init(name: String, conditions: [Condition]) {
            self.name = name
            self.conditions = conditions
        }
    }

    /// A match on a network that the whole tenant never saw waits this long, in case everyone is moving
    /// there.
    package struct Hold: Hashable, Sendable {
        package var seconds: Int
        /// A finding of at least this severity on the same entity and network ends the wait.
        package var releasedBy: Severity

        package init(seconds: Int, releasedBy: Severity) {
            self.seconds = seconds
            self.releasedBy = releasedBy
        }
    }

    /// What an analyst is shown first.
    package enum Display: String, CaseIterable, Sendable {
        case user, file, type, owner, visibility, address, network, rarity, time
    }

    package var id: String
    package var version: Int
    package var title: String
    package var description: String
    package var severity: Severity
    package var techniques: [Technique]
    package var watch: Watch
    /// The score at which it matches.
    package var target: Int
    package var components: [Component]
    package var defeats: [Defeat]
    package var hold: Hold?
    package var throttleSeconds: Int
    /// The name of a response action, or nothing.
    package var suggestedResponse: String?
    package var display: [Display]
    package var tests: [ModelTest]
}
