import Testing
import Vocabulary

@testable import SCIM

private let before: [String: JSON] = [
    "userName": "kim@acme.example", "active": true, "name": ["givenName": "Kim"],
    "emails": [["value": "kim@acme.example", "type": "work", "primary": true]],
]

private func patched(_ operations: JSON...) throws -> [String: JSON] {
    let body: JSON = [
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": .array(operations),
    ]
    return try Patch(body).applied(to: before, .user)
}

@Suite struct `A PATCH` {
    @Test func `sets, adds and removes what its paths name`() throws {
        let after = try patched(
            ["op": "replace", "path": "active", "value": false],
            ["op": "add", "path": "name.familyName", "value": "Park"],
            ["op": "add", "path": "emails", "value": [["value": "kim@home.example", "type": "home"]]],
            ["op": "replace", "path": #"emails[type eq "work"].value"#, "value": "k@acme.example"],
            ["op": "add", "path": "displayName", "value": "K"], ["op": "remove", "path": "displayName"])
        #expect(after["active"] == false && after["displayName"] == nil)
        #expect(after["name"] == ["givenName": "Kim", "familyName": "Park"])
        #expect(
            after["emails"] == [
                ["value": "k@acme.example", "type": "work", "primary": true],
                ["value": "kim@home.example", "type": "home"],
            ])
    }

    @Test func `is read as Entra writes it`() throws {
        let after = try patched(
            ["op": "Replace", "path": "active", "value": "False"],
            ["op": "Add", "value": ["name.familyName": "Park", "urn:unknown": "x"]],
            ["op": "Add", "path": #"emails[type eq "other"].value"#, "value": "o@acme.example"])
        #expect(after["active"] == false)
        #expect(after["name"]?["familyName"] == "Park")
        #expect(after["emails"]?.array?.last == ["type": "other", "value": "o@acme.example"])
    }

    @Test func `moves the primary value`() throws {
        let after = try patched([
            "op": "add", "path": "emails", "value": [["value": "new@acme.example", "primary": true]],
        ])
        #expect(after["emails"]?.array?.compactMap { $0["primary"]?.bool } == [false, true])
    }

    @Test(
        arguments: [
            ["op": "remove"], ["op": "remove", "path": "userName"],
            ["op": "replace", "path": "groups", "value": []],
            ["op": "replace", "path": "salary", "value": 3],
            ["op": "replace", "path": "active", "value": "perhaps"],
            ["op": "replace", "path": #"emails[type eq "fax"]"#, "value": 3],
            ["op": "move", "path": "active"],
            ["op": "replace", "path": #"emails[type eq "fax""#, "value": "x"],
            ["op": "add", "path": "active"],
            ["op": "replace", "path": "userName", "value": ""],
        ] as [JSON])
    func `that cannot be is refused`(_ operation: JSON) {
        #expect(throws: SCIMError.self, "\(operation)") { try patched(operation) }
    }
}
