import NIOCore
import Sensor
import Testing

@Suite struct `A control line` {
    private func read(_ text: String) throws -> ControlLine? { try ControlLine(ByteBuffer(string: text)) }

    @Test(
        arguments: [
            (#"{"watchfloor_control":{"backfill":true}}"#, true, nil),
            (#" { "watchfloor_control" : {"backfill":false,"sleep_ms":250} } "#, false, 250),
            (#"{"watchfloor_control":{"flush":true}}"#, nil, nil),
            (#"{"watchfloor_control":{"sleep_ms":0}}"#, nil, 0),
        ] as [(String, Bool?, Int?)]) func `speaks to the sensor`(_ row: (String, Bool?, Int?)) throws
    {
        let control = try #require(try read(row.0))
        #expect(control.backfill == row.1)
        #expect(control.sleep == row.2.map { .milliseconds($0) })
    }

    @Test(arguments: [
        #"{"a":1}"#, #"{"watchfloor_control":{"flush":true},"a":1}"#, #"{"watchfloor_controls":1}"#, "", "{",
        "[]",
        #""watchfloor_control""#, #"{"watchfloor_control":"#,
    ]) func `is told from a record`(_ text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test(arguments: [
        #"{"watchfloor_control":{"backfil":true}}"#, #"{"watchfloor_control":{"backfill":"yes"}}"#,
        #"{"watchfloor_control":{"sleep_ms":-1}}"#, #"{"watchfloor_control":{}}"#,
        #"{"watchfloor_control":true}"#,
    ]) func `is never passed over`(_ text: String) {
        #expect(throws: UplinkError.self) { try read(text) }
    }
}
