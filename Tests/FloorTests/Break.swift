import Casework
import Connectors
import Operations
import Response
import TestFloor
import Vocabulary

/// The shortest story with a response in it: Lena has left, and comes back. Nothing need be learnt for that.
struct Break {
    static let lena = "lena@acme.example"
    static let target = Entity(.user, lena)

    let acme: Customer
    let kim: Person
    let sensor: TestSensor
    let directory: MemoryDirectory

    static func prepare(
        _ mode: ResponseMode, protecting protected: [Entity] = [], approvalWindow: Duration = .hours(24)
    ) async throws -> Break {
        let acme = try await floor.tenant("acme")
        let story = Break(
            acme: acme, kim: try await acme.administrator(), sensor: try await acme.sensor(),
            directory: try await acme.directory(lena))
        try await acme.policy(mode, protecting: protected, approvalWindow: approvalWindow)
        try await acme.departed(lena)
        return story
    }

    /// Lena logs in from a network that nobody knows, and the floor does all that comes of it.
    func comesBack(_ qualifier: String = "1") async throws {
        try await sensor.send(
            GoogleRecord.logIn(Self.lena, at: floor.clock.now(), qualifier: qualifier).line())
        try await floor.run()
    }

    /// The newest action.
    func action() async throws -> ResponseAction? {
        try await ListResponseActions(tenant: nil).perform(on: floor.service, in: kim.context()).items.first
    }

    func incident() async throws -> Incident? {
        try await ListIncidents(tenant: nil).perform(on: floor.service, in: kim.context()).items.first
    }

    func alerts() async throws -> [Alert] {
        try await ListAlerts(tenant: nil).perform(on: floor.service, in: kim.context()).items
    }

    func isDisabled() async throws -> Bool { try await directory.account(Self.lena).isSuspended }
}
