import FoundationEssentials
package import NIOCore
import Vocabulary

/// A line among the records that speaks to the sensor: `{"watchfloor_control":{"backfill":true}}`.
///
/// It lets a simulation that is piped into a sensor switch from the past to the present, and keep time.
package struct ControlLine: Hashable, Sendable {
    /// Whether what follows is the past, from which nobody is to be woken; `nil` leaves it as it was.
    package let backfill: Bool?
    /// How long to pause.
    package let sleep: Duration?

    /// - Parameter line: one line of the input; a record, which is no control, gives `nil`.
    /// - Throws: ``UplinkError/badControl(_:)`` where it is one that nobody understands; to pass over it
    ///   would be to send the past as the present.
    package init?(_ line: ByteBuffer) throws(UplinkError) {
        guard Self.mayBeControl(line),
            case .object(let members)? = try? JSONDecoder().decode(
                JSON.self, from: Data(line.readableBytesView)),
            members.count == 1, let control = members["watchfloor_control"]
        else { return nil }
        guard case .object(let verbs) = control, !verbs.isEmpty else {
            throw .badControl("not an object with a verb")
        }
        var backfill: Bool?
        var sleep: Duration?
        for (verb, value) in verbs {
            switch (verb, value) {
            case ("backfill", .bool(let on)): backfill = on
            case ("flush", .bool(true)): break
            case ("sleep_ms", .integer(let milliseconds)) where milliseconds >= 0:
                sleep = .milliseconds(milliseconds)
            default: throw .badControl(verb)
            }
        }
        self.backfill = backfill
        self.sleep = sleep
    }

    /// A glance that spares nearly every record the parse: an opening brace, and the word within a few bytes.
    private static func mayBeControl(_ line: ByteBuffer) -> Bool {
        let word = Array("\"watchfloor_control\"".utf8)
        let view = line.readableBytesView
        guard view.count <= 1_024, let brace = view.firstIndex(where: { $0 > 32 }),
            view[brace] == UInt8(ascii: "{"),
            let quote = view[view.index(after: brace)...].firstIndex(where: { $0 > 32 })
        else { return false }
        return view[quote...].starts(with: word)
    }
}
