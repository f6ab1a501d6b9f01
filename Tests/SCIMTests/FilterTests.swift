import Testing
import Vocabulary

@testable import SCIM

private let kim: JSON = [
    "id": "7", "userName": "Kim@acme.example", "active": true, "displayName": "Kim \"K\" Park",
    "name": ["familyName": "Park", "givenName": "Kim"],
    "emails": [
        ["value": "kim@acme.example", "type": "work", "primary": true],
        ["value": "kim@home.example", "type": "home"],
    ],
]

private func matches(_ text: String) throws -> Bool {
    let type = ResourceType.user
    return try FilterReader.read(text, for: type).matches(kim, type.attributes + ResourceType.common)
}

@Suite struct `A filter` {
    @Test(arguments: [
        (#"userName eq "kim@ACME.example""#, true), (#"USERNAME EQ "kim@acme.example""#, true),
        (#"id eq "7""#, true), (#"userName ne "kim@acme.example""#, false), ("active eq true", true),
        ("active eq false", false), (#"displayName co "\"k\"""#, true), (#"displayName sw "kim""#, true),
        (#"displayName ew "park""#, true), ("title pr", false), ("title eq null", true), ("emails pr", true),
        (#"name.familyName eq "park" and active eq true"#, true),
        (#"title pr or name.givenName sw "k""#, true),
        ("not (title pr)", true), (#"not (active eq true) or not (title pr)"#, true),
        (#"emails[type eq "work" and value ew "home.example"]"#, false),
        (#"emails[type eq "home" and value ew "home.example"]"#, true), (#"emails co "home.example""#, true),
        (#"emails.type eq "work" and emails.value ew "home.example""#, true),
        (#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "kim""#, true),
        (#"userName gt "a" and userName lt "l""#, true),
        // and binds before or
        (#"active eq true or active eq false and title pr"#, true),
    ])
    func `selects as RFC 7644 says`(_ text: String, _ expected: Bool) throws {
        #expect(try matches(text) == expected, "\(text)")
    }

    @Test(arguments: [
        "", "userName", "userName eq", #"userName eq "x"#, "userName is 3", "salary eq 3",
        #"(userName eq "x""#,
        #"userName eq "x") "#, #"emails[type eq "x""#, "not active eq true", #"userName eq "x" and"#,
        String(repeating: "(", count: 100), String(repeating: "a", count: 5_000), "userName eq x",
    ])
    func `that is none is refused`(_ text: String) {
        #expect(throws: SCIMError.self, "\(text)") { try matches(text) }
    }
}
