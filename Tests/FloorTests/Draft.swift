import Mail
import Notifications
import Response
import Operations
import Simulation
import TestFloor
import Testing
import Vocabulary

@Suite(.freshDatabase) struct `Draft` {
    @Test func `leaver`() async throws {
        let acme = try await floor.tenant("acme")
        _ = try await acme.administrator()
        let sensor = try await acme.sensor()
        try await acme.directory("lena@acme.example")
        try await acme.policy(.act)
        try await acme.departed("lena@acme.example")
        let receipt = try await sensor.send(GoogleRecord.logIn("lena@acme.example", at: floor.clock.now()).line())
        print(receipt)
        print(try await floor.detect())
        print(try await floor.work())
        for mail in floor.mail.sent { print(mail.subject, mail.date); print(mail.text) }
    }

    @Test func `company`() async throws {
        let company = SimulatedCompany(name: "Acme", domain: "acme.example", seed: 3, people: 12, endingAt: floor.clock.now(), scenario: [.leaver, .usualNetworkDownload, .newHire, .vpnChange])
        let acme = try await floor.tenant("acme")
        let sensor = try await acme.sensor()
        let c = ContinuousClock()
        let t0 = c.now
        let all = Array(company.records())
        print("records", all.count, c.now - t0)
        for start in stride(from: 0, to: all.count, by: 5000) {
            print(try await sensor.send(all[start..<min(all.count, start + 5000)].map(\.jsonLine), isBackfill: true))
        }
        print("sent", c.now - t0)
        print(try await floor.detect(), c.now - t0)
    }
}
