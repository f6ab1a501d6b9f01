import Casework
import Vocabulary

/// Minutes after an arbitrary midnight, so that tests read as a timeline.
func at(_ minutes: Int) -> Timestamp { Timestamp(seconds: 1_790_000_000) + .minutes(minutes) }

func id<Noun>(_ number: UInt64) -> Identifier<Noun> { Identifier(high: 0x0192_0000_0000_7000, low: number) }

let acme: TenantID = id(1)
let kim = Entity(.user, "kim@acme.example")
let lee = Entity(.user, "lee@acme.example")
let brochure = Entity(.file, "1AbC")
let office = Entity(.address, "192.0.2.10")
let analyst = Actor.staff(id(70))
let customer = Actor.user(id(80), tenant: acme)

func finding(
    _ subject: Entity = kim, with others: [Entity] = [], severity: Severity = .high,
    tactics: [String] = ["collection"], time: Timestamp = at(0), position: Int64 = 1
) -> Finding {
    Finding(
        model: "saas.unusual-download-of-externally-shared-file", modelVersion: 1,
        title: "SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File",
        severity: severity,
        techniques: tactics.map {
            Technique(id: "T1530", name: "Data from Cloud Storage", tactic: $0, version: "17.1")
        },
        subject: subject, entities: [subject] + others, score: 90, confidence: 90, rarity: 100,
        components: [],
        eventIDs: [id(9)], time: time, position: position, fingerprint: "f", suggestedResponse: nil,
        display: [])
}

/// Chance for property tests, the same each run.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
