import ArgumentParser
import Foundation
import Operations
import Vocabulary

struct AdminOnboardTenant: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onboard-tenant",
        abstract: "Take in a customer who bought at the marketplace.",
        discussion: """
            Shows the marketplace the token, makes the tenant, its first administrator and a sensor key, and activates \
            the subscription last. Doing it again changes nothing and shows no secret. Credentials of the publisher \
            come from WATCHFLOOR_MARKETPLACE_CLIENT_ID, _CLIENT_SECRET and _TOKEN_URL.
            """)

    @Option(help: "The token of the landing page's address; - reads it from standard input.")
    var token: String

    @Option(name: .customLong("marketplace-url"), help: "The marketplace's API, up to and including /api.")
    var marketplaceURL: String?

    @Option(
        name: .customLong("admin-email"),
        help: "The first administrator; the marketplace's beneficiary by default.")
    var adminEmail: String?

    @Option(name: .customLong("admin-name"), help: "The first administrator's name.")
    var adminName: String?

    @Option(name: .customLong("sensor-name"), help: "The first sensor's name.")
    var sensorName = "first-sensor"

    @Option(
        name: .customLong("utc-offset"), help: "Seconds by which the tenant's local time is ahead of UTC.")
    var utcOffset = 0

    @Flag(name: .customLong("dry-run"), help: "Only say what would be done.")
    var dryRun = false

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        guard (-50_400...50_400).contains(utcOffset) else {
            throw Failure("--utc-offset is at most 14 hours")
        }
        let text = token == "-" ? (readLine(strippingNewline: true) ?? "") : token
        guard !text.isEmpty else { throw Failure("there is no token") }
        try await withAssembly(dataDirectory, marketplaceURL: marketplaceURL) { assembly, context in
            let outcome = try await OnboardTenant(
                token: text, administratorEmail: adminEmail, administratorName: adminName,
                sensorName: sensorName,
                utcOffsetSeconds: utcOffset, isDryRun: dryRun
            ).perform(on: assembly.floor, in: context)
            if json { try Output.json(View(outcome)) } else { tell(outcome) }
        }
    }

    private func tell(_ outcome: OnboardingOutcome) {
        print("subscription \(outcome.subscription), plan \(outcome.plan)")
        if let tenant = outcome.tenant { print("tenant \(tenant)") }
        if outcome.steps.isEmpty { print("everything was done before; nothing was changed") }
        for step in outcome.steps { print(outcome.isDryRun ? "would \(step)" : "done: \(step)") }
        if let email = outcome.administratorEmail, let token = outcome.administratorToken {
            print("administrator \(email); token, shown once: \(Output.highlighted(token.text))")
        }
        if let key = outcome.sensorKey {
            print("sensor \(sensorName); key, shown once: \(Output.highlighted(key.text))")
        }
    }

    private struct View: Encodable {
        let tenantId: String?
        let subscriptionId: String
        let plan: String
        let dryRun: Bool
        let steps: [String]
        let administratorId: String?
        let administratorEmail: String?
        let administratorToken: String?
        let sensorId: String?
        let sensorKey: String?

        init(_ outcome: OnboardingOutcome) {
            tenantId = outcome.tenant?.description
            subscriptionId = outcome.subscription.description
            plan = outcome.plan
            dryRun = outcome.isDryRun
            steps = outcome.steps
            administratorId = outcome.administrator?.description
            administratorEmail = outcome.administratorEmail
            administratorToken = outcome.administratorToken?.text
            sensorId = outcome.sensor?.description
            sensorKey = outcome.sensorKey?.text
        }
    }
}
