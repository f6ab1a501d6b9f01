import Response
import Vocabulary

/// Minutes after an arbitrary midnight, so that tests read as a timeline.
func at(_ minutes: Int) -> Timestamp { Timestamp(seconds: 1_790_000_000) + .minutes(minutes) }

func id<Noun>(_ number: UInt64) -> Identifier<Noun> { Identifier(high: 0x0192_0000_0000_7000, low: number) }

let acme: TenantID = id(1)
let bolt: TenantID = id(2)
let kim = Entity(.user, "kim@acme.example")
let brochure = Entity(.file, "1AbC")
let analyst = Actor.staff(id(70))
let lead = Actor.staff(id(71))
let customer = Actor.user(id(80), tenant: acme)
let stranger = Actor.user(id(81), tenant: bolt)

let gone = TargetState(isDisabled: true, sessionsRevoked: true)
let back = TargetState(isDisabled: false, sessionsRevoked: nil)

func finding(
    _ subject: Entity = kim, with others: [Entity] = [], severity: Severity = .high,
    suggests response: String? = "disable_user"
) -> Finding {
    Finding(
        model: "saas.unusual-download-of-externally-shared-file", modelVersion: 1, title: "Unusual Download",
        severity: severity, techniques: [], subject: subject, entities: [subject] + others, score: 90,
        confidence: 90, rarity: 100, components: [], eventIDs: [id(9)], time: at(0), position: 31,
        fingerprint: "f", suggestedResponse: response, display: [])
}

func policy(_ mode: ResponseMode, protecting protected: Set<Entity> = []) -> ResponsePolicy {
    ResponsePolicy(modes: [.revokeSessionsAndDisableUser: mode], protected: protected)
}

/// An action under the policy, as it stands when it has just been made. `nil` where none is proposed.
func proposed(_ policy: ResponsePolicy, number: UInt64 = 5) -> ResponseAction? {
    guard case .propose(let proposal) = ResponseDecision.decide(finding(), policy: policy, now: at(0)) else {
        return nil
    }
    return proposal.action(
        id: id(number), tenant: acme, number: Int64(number), alert: id(2), incident: id(3), at: at(0))
}
