/// What detection says: one model matched one entity's behaviour, and why.
///
/// A finding is a value; it becomes an alert when it is stored.
package struct Finding: Hashable, Codable, Sendable {
    /// One term of the score, with the measurement behind it in words a person can check.
    package struct Component: Hashable, Codable, Sendable {
        /// The component's name in the model: `network_rare_for_entity`.
        package let name: String
        /// What it added to the score; negative when it speaks against.
        package let weight: Int
        /// `0 of 4,120 events of this user came from 2001:db8:77::/64`.
        package let statement: String

        package init(name: String, weight: Int, statement: String) {
            self.name = name
            self.weight = weight
            self.statement = statement
        }
    }

    /// The model's id and version: `saas.unusual-download-of-externally-shared-file`, 1.
    package let model: String
    package let modelVersion: Int
    /// `SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File`.
    package let title: String
    package let severity: Severity
    package let techniques: [Technique]
    /// The entity that behaved so; throttles and fingerprints go by it.
    package let subject: Entity
    /// Everything that takes part, the subject first.
    package let entities: [Entity]
    /// Sum of the components' weights.
    package let score: Int
    /// 0 to 100: how sure the model is.
    package let confidence: Int
    /// 0 to 100: rarity of the rarest network, operation or file type at the entity's level; exactly 100 = never seen.
    package let rarity: Double
    package let components: [Component]
    package let eventIDs: [EventID]
    /// Time of the deciding event, in the source's time.
    package let time: Timestamp
    /// Stream position of the event that decided, or of the entry that let a held one be decided.
    package let position: Int64
    /// Equal for repeats of the same thing within the model's throttle.
    package let fingerprint: String
    /// The response that the model suggests: `disable_user`.
    package let suggestedResponse: String?
    /// What an analyst wants to see first, in order: `("File", "brochure.indd")`.
    package let display: [DisplayField]

    package struct DisplayField: Hashable, Codable, Sendable {
        package let label: String
        package let value: String

        package init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    package init(
        model: String, modelVersion: Int, title: String, severity: Severity, techniques: [Technique],
        subject: Entity, entities: [Entity], score: Int, confidence: Int, rarity: Double,
        components: [Component], eventIDs: [EventID], time: Timestamp, position: Int64, fingerprint: String,
        suggestedResponse: String?, display: [DisplayField]
    ) {
        self.model = model
        self.modelVersion = modelVersion
        self.title = title
        self.severity = severity
        self.techniques = techniques
        self.subject = subject
        self.entities = entities
        self.score = score
        self.confidence = confidence
        self.rarity = rarity
        self.components = components
        self.eventIDs = eventIDs
        self.time = time
        self.position = position
        self.fingerprint = fingerprint
        self.suggestedResponse = suggestedResponse
        self.display = display
    }
}
