import Operations
import Vocabulary

/// An entry as SCIM shows it.
struct Resource: Sendable {
    let type: ResourceType
    let id: String
    let version: Int64
    let location: String
    var members: [String: JSON]

    private init(
        _ type: ResourceType, id: String, externalID: String?, version: Int64, createdAt: Timestamp,
        updatedAt: Timestamp, base: String, _ said: [String: JSON]
    ) {
        self.type = type
        self.id = id
        self.version = version
        location = "\(base)\(type.endpoint)/\(id)"
        members = said
        members["schemas"] = [.string(type.schema)]
        members["id"] = .string(id)
        members["externalId"] = externalID.map(JSON.string)
        members["meta"] = [
            "resourceType": .string(type.name), "created": .string("\(createdAt)"),
            "lastModified": .string("\(updatedAt)"), "location": .string(location),
            "version": .string(Self.tag(version)),
        ]
    }

    /// `base`: where SCIM is reached, without a final slash.
    init(_ entry: DirectoryEntry, _ base: String) {
        let person = entry.person
        var said = person.document.members
        said["active"] = .bool(person.isActive)
        if !entry.groups.isEmpty {
            said["groups"] = .array(
                entry.groups.map {
                    [
                        "value": .string("\($0.id)"), "display": .string($0.name),
                        "$ref": .string("\(base)/Groups/\($0.id)"),
                    ]
                })
        }
        self.init(
            .user, id: "\(person.id)", externalID: person.externalID, version: person.version,
            createdAt: person.createdAt, updatedAt: person.updatedAt, base: base, said)
    }

    init(_ group: DirectoryGroup, _ base: String) {
        var said: [String: JSON] = ["displayName": .string(group.displayName)]
        if !group.members.isEmpty {
            said["members"] = .array(
                group.members.map {
                    ["value": .string("\($0)"), "$ref": .string("\(base)/Users/\($0)")]
                })
        }
        self.init(
            .group, id: "\(group.id)", externalID: group.externalID, version: group.version,
            createdAt: group.createdAt, updatedAt: group.updatedAt, base: base, said)
    }

    static func tag(_ version: Int64) -> String { "W/\"\(version)\"" }

    var json: JSON { .object(members) }
}

extension ResourceType {
    /// A person as the operations want it, from what was read.
    static func statement(person read: [String: JSON]) throws(SCIMError) -> DirectoryStatement {
        var document = read
        document["active"] = nil
        document["externalId"] = nil
        return DirectoryStatement(
            userName: try text("userName", of: read), externalID: read["externalId"]?.string,
            // Who is in the directory belongs to it, unless it says otherwise.
            isActive: read["active"]?.bool ?? true, document: .object(document))
    }

    static func statement(group read: [String: JSON]) throws(SCIMError) -> DirectoryGroupStatement {
        var members: [DirectoryPersonID] = []
        for member in read["members"]?.array ?? [] {
            guard let id = member["value"]?.string.flatMap({ DirectoryPersonID($0) }) ?? referred(member)
            else {
                throw .value("A member is named by its id.")
            }
            members.append(id)
        }
        return DirectoryGroupStatement(
            displayName: try text("displayName", of: read), externalID: read["externalId"]?.string,
            members: members)
    }

    private static func text(_ name: String, of read: [String: JSON]) throws(SCIMError) -> String {
        guard let text = read[name]?.string else { throw .value("\(name) is required.") }
        return text
    }

    /// The id at the end of a `$ref`.
    private static func referred(_ member: JSON) -> DirectoryPersonID? {
        member["$ref"]?.string?.split(separator: "/").last.flatMap { DirectoryPersonID($0) }
    }
}

extension JSON {
    var members: [String: JSON] {
        guard case .object(let members) = self else { return [:] }
        return members
    }
}
