import Operations
import Vocabulary

enum MarketplaceLanding {
    static func activate(_ call: Call) async throws -> Answer {
        let administrator = call.body["administrator"]
        let outcome = try await OnboardTenant(
            token: call.body.text("token"), administratorEmail: administrator?["email"]?.string,
            administratorName: administrator?["name"]?.string,
            sensorName: call.body["sensor_name"]?.string ?? "first-sensor",
            utcOffsetSeconds: call.body.integer("utc_offset_seconds") ?? 0,
            isDryRun: call.body["dry_run"]?.bool ?? false
        ).perform(on: call.floor, in: call.context)
        return try .ok(OnboardingView(outcome))
    }
}

/// What stands here once stands nowhere else: the token and the key are kept as hashes.
struct OnboardingView: Encodable {
    let tenantID: TenantID?
    let subscriptionID: SubscriptionID
    let planID: String
    let steps: [String]
    let isDryRun: Bool
    let administratorID: UserID?
    let administratorEmail: String?
    let administratorToken: String?
    let sensorID: SensorID?
    let sensorKey: String?

    init(_ outcome: OnboardingOutcome) {
        tenantID = outcome.tenant
        subscriptionID = outcome.subscription
        planID = outcome.plan
        steps = outcome.steps
        isDryRun = outcome.isDryRun
        administratorID = outcome.administrator
        administratorEmail = outcome.administratorEmail
        administratorToken = outcome.administratorToken?.text
        sensorID = outcome.sensor
        sensorKey = outcome.sensorKey?.text
    }
}
