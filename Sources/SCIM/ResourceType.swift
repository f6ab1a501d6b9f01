import Vocabulary

/// A kind of resource, with its one schema.
struct ResourceType: Sendable {
    let name: String
    let endpoint: String
    let description: String
    let schema: String
    let attributes: [Attribute]

    static let all = [user, group]

    static let user = ResourceType(
        name: "User", endpoint: "/Users", description: "A person of the organisation",
        schema: "urn:ietf:params:scim:schemas:core:2.0:User",
        attributes: [
            Attribute(
                name: "userName", kind: .string, description: "The name that the person logs in by",
                isRequired: true, isUnique: true),
            Attribute(
                name: "name", kind: .complex, description: "The parts of the person's name",
                parts: [
                    Attribute(name: "formatted", kind: .string, description: "The whole name"),
                    Attribute(name: "familyName", kind: .string, description: "The family name"),
                    Attribute(name: "givenName", kind: .string, description: "The given name"),
                ]),
            Attribute(name: "displayName", kind: .string, description: "The name to show"),
            Attribute(name: "title", kind: .string, description: "The person's title"),
            Attribute(
                name: "active", kind: .boolean,
                description: "Whether the person still belongs to the organisation; false means having left"),
            Attribute(
                name: "emails", kind: .complex, description: "The person's mail addresses",
                isMultiValued: true,
                parts: [
                    Attribute(name: "value", kind: .string, description: "The address"),
                    Attribute(
                        name: "type", kind: .string, description: "What the address is for",
                        canonicalValues: ["work", "home", "other"]),
                    Attribute(name: "primary", kind: .boolean, description: "Whether it is the first to use"),
                ]),
            Attribute(
                name: "groups", kind: .complex, description: "The groups that the person is in",
                isMultiValued: true, mutability: .readOnly,
                parts: [
                    Attribute(
                        name: "value", kind: .string, description: "The group's id", mutability: .readOnly),
                    Attribute(
                        name: "$ref", kind: .reference, description: "The group's address", isCaseExact: true,
                        mutability: .readOnly, referenceTypes: ["Group"]),
                    Attribute(
                        name: "display", kind: .string, description: "The group's name", mutability: .readOnly
                    ),
                ]),
        ])

    static let group = ResourceType(
        name: "Group", endpoint: "/Groups", description: "A group of people",
        schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
        attributes: [
            Attribute(
                name: "displayName", kind: .string, description: "The group's name", isRequired: true),
            Attribute(
                name: "members", kind: .complex, description: "The people in the group", isMultiValued: true,
                parts: [
                    Attribute(
                        name: "value", kind: .string, description: "The person's id", mutability: .immutable),
                    Attribute(
                        name: "$ref", kind: .reference, description: "The person's address",
                        isCaseExact: true,
                        mutability: .immutable, referenceTypes: ["User"]),
                ]),
        ])

    /// Attributes that every resource has and no schema lists.
    static let common = [
        Attribute(
            name: "id", kind: .string, description: "", isCaseExact: true, mutability: .readOnly,
            returned: .always),
        Attribute(name: "externalId", kind: .string, description: "", isCaseExact: true),
        Attribute(
            name: "meta", kind: .complex, description: "", mutability: .readOnly,
            parts: [
                Attribute(name: "resourceType", kind: .string, description: "", isCaseExact: true),
                Attribute(name: "created", kind: .string, description: ""),
                Attribute(name: "lastModified", kind: .string, description: ""),
                Attribute(name: "location", kind: .reference, description: "", isCaseExact: true),
                Attribute(name: "version", kind: .string, description: "", isCaseExact: true),
            ]),
        Attribute(name: "schemas", kind: .string, description: "", isMultiValued: true, returned: .always),
    ]

    func attribute(_ name: some StringProtocol) -> Attribute? {
        attributes.named(name) ?? Self.common.named(name)
    }

    /// - `base`: where SCIM is reached, without a final slash.
    func schemaJSON(_ base: String) -> JSON {
        [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": .string(schema),
            "name": .string(name), "description": .string(description),
            "attributes": .array(attributes.map(\.json)),
            "meta": ["resourceType": "Schema", "location": .string("\(base)/Schemas/\(schema)")],
        ]
    }

    func json(_ base: String) -> JSON {
        [
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": .string(name),
            "name": .string(name), "endpoint": .string(endpoint), "description": .string(description),
            "schema": .string(schema),
            "meta": ["resourceType": "ResourceType", "location": .string("\(base)/ResourceTypes/\(name)")],
        ]
    }
}
