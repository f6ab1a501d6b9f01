import Testing
import Vocabulary

@testable import Uplink

@Suite struct `A sensor's query` {
    @Test(arguments: [
        ("source=google_workspace", Source.googleWorkspace, false),
        ("source=generic_alert&backfill=true", .genericAlert, true),
        ("backfill=false&source=generic_alert", .genericAlert, false),
    ])
    func `says the source and whether it is history`(query: String, source: Source, isBackfill: Bool) throws {
        let read = try UplinkQuery(query)
        #expect(read.source == source)
        #expect(read.isBackfill == isBackfill)
    }

    @Test(arguments: [
        ("", ["?source"]), ("source=", ["?source"]), ("source=carrier_pigeon", ["?source"]),
        ("source=generic_alert&backfill=yes", ["?backfill"]), ("source=generic_alert&tenant=1", ["?tenant"]),
        ("source=generic_alert&source=generic_alert", ["?source"]),
        ("backfill&x", ["?backfill", "?x", "?source"]),
    ])
    func `is refused with every fault by name`(query: String, pointers: [String]) {
        let error = #expect(throws: Problem.self) { try UplinkQuery(query) }
        #expect(error?.kind == .invalid)
        #expect(error?.faults.map(\.pointer) == pointers)
    }
}
