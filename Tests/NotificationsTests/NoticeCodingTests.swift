import Foundation
import Notifications
import Testing
import Vocabulary

@Suite struct `A notice as a payload` {
    @Test func `comes back as it went, whatever its kind`() throws {
        let kim = Mailbox(name: "Kim Ł", address: try Sample.address("kim@acme.example"))
        let notices =
            Sample.all(requester: kim)
            + [
                Sample.opened(
                    .low, standing: .took(action: "Disable", at: Sample.time(1), undoneAt: Sample.time(2))),
                Sample.opened(.low, standing: .asks(action: "Disable", by: Sample.time(1), link: "l")),
            ]
        #expect(Set(notices.map(\.kind)) == Set(Notice.Kind.allCases))
        for notice in notices {
            let payload = try JSONEncoder().encode(notice)
            #expect(try JSONDecoder().decode(Notice.self, from: payload) == notice)
            let json = try JSONDecoder().decode(JSON.self, from: payload)
            #expect(json["kind"]?.string == notice.kind.rawValue)
            #expect(json["facts"]?["reference"]?.string == notice.reference)
            #expect(notice.tenant == Sample.acme)
        }
    }

    @Test func `of an unknown kind is refused`() {
        let payload = Data(#"{"kind": "moon_phase", "facts": {}}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Notice.self, from: payload) }
    }
}
