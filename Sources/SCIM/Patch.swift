import HTTPTypes
import Vocabulary

/// The operations of a PATCH (RFC 7644, 3.5.2), in order.
struct Patch: Sendable {
    enum Verb: String, Sendable {
        case add, replace, remove
    }

    struct Change: Sendable {
        let verb: Verb
        let path: String?
        let value: JSON?
    }

    private static let changesMaximum = 1_000

    let changes: [Change]

    init(_ body: JSON) throws(SCIMError) {
        let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
        guard body["schemas"]?.array?.contains(.string(schema)) == true else {
            throw .syntax("A PATCH has the schema \(schema).")
        }
        guard let listed = body["Operations"]?.array ?? body["operations"]?.array, !listed.isEmpty else {
            throw .syntax("A PATCH has Operations.")
        }
        guard listed.count <= Self.changesMaximum else { throw .value("A PATCH has too many Operations.") }
        var changes: [Change] = []
        for change in listed {
            // Entra writes Add, Replace and Remove.
            guard let verb = change["op"]?.string.flatMap({ Verb(rawValue: $0.lowercased()) }) else {
                throw .syntax("An op is add, replace or remove.")
            }
            changes.append(Change(verb: verb, path: change["path"]?.string, value: change["value"]))
        }
        self.changes = changes
    }

    /// What the resource says after all changes, checked like any other.
    func applied(to resource: [String: JSON], _ type: ResourceType) throws(SCIMError) -> [String: JSON] {
        var resource = resource
        for change in changes { try change.apply(to: &resource, type) }
        return try type.read(.object(resource))
    }
}

extension Patch.Change {
    fileprivate func apply(to resource: inout [String: JSON], _ type: ResourceType) throws(SCIMError) {
        guard let path else {
            guard verb != .remove else { throw SCIMError(.badRequest, .noTarget, "A remove names a path.") }
            guard case .object(let members) = value else {
                throw .value("Without a path the value is an object.")
            }
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                if name.lowercased() == type.schema.lowercased(), case .object(let inner) = value {
                    for (name, value) in inner.sorted(by: { $0.key < $1.key }) {
                        try set(PatchPath(name, of: type), to: value, in: &resource)
                    }
                    continue
                }
                // What the schema does not know is passed over, as in a POST.
                guard let target = try? PatchPath(name, of: type) else { continue }
                try set(target, to: value, in: &resource)
            }
            return
        }
        let target = try PatchPath(path, of: type)
        guard target.attribute.mutability != .readOnly else {
            throw SCIMError(.badRequest, .mutability, "\(target.attribute.name) is not yours to change.")
        }
        if verb == .remove { return try remove(target, from: &resource) }
        guard let value else { throw .value("An \(verb.rawValue) has a value.") }
        try set(target, to: value, in: &resource)
    }

    private func set(_ target: PatchPath, to value: JSON, in resource: inout [String: JSON]) throws(SCIMError)
    {
        let attribute = target.attribute
        guard attribute.mutability != .readOnly else { return }
        guard attribute.isMultiValued else {
            guard let part = target.part else {
                let merged =
                    verb == .add && attribute.kind == .complex
                    ? merge(resource[attribute.name], value) : value
                resource[attribute.name] = try attribute.read(merged)
                return
            }
            resource[attribute.name] = try attribute.read(merge(resource[attribute.name], [part: value]))
            return
        }
        var values = resource[attribute.name]?.array ?? []
        if target.filter == nil, target.part == nil {
            let new = try attribute.read(value)?.array ?? []
            values = verb == .replace ? new : values.adding(new)
        } else {
            let chosen = values.indices.filter { target.selects(values[$0]) }
            let said: JSON = target.part.map { .object([$0: value]) } ?? value
            if chosen.isEmpty {
                // `emails[type eq "work"].value` of somebody without one: it is made, of that type.
                guard verb == .add || target.seed != nil else {
                    throw SCIMError(.badRequest, .noTarget, "Nothing is selected by the path.")
                }
                values = values.adding(try attribute.read(merge(target.seed, said))?.array ?? [])
            }
            for index in chosen {
                values[index] = target.part == nil && verb == .replace ? said : merge(values[index], said)
            }
        }
        if let primary = values.lastIndex(where: { $0["primary"]?.bool == true }) {
            // A new primary value takes the place of the old one.
            for index in values.indices where index != primary && values[index]["primary"]?.bool == true {
                values[index] = merge(values[index], ["primary": false])
            }
        }
        resource[attribute.name] = try attribute.read(.array(values))
    }

    private func remove(_ target: PatchPath, from resource: inout [String: JSON]) throws(SCIMError) {
        let attribute = target.attribute
        guard !attribute.isRequired else {
            throw SCIMError(.badRequest, .mutability, "\(attribute.name) is required.")
        }
        guard attribute.isMultiValued else {
            guard let part = target.part else {
                resource[attribute.name] = nil
                return
            }
            resource[attribute.name] = try attribute.read(resource[attribute.name].without(part))
            return
        }
        var values = resource[attribute.name]?.array ?? []
        if let part = target.part {
            values = values.map { target.selects($0) ? Optional($0).without(part) : $0 }
        } else if let value, target.filter == nil {
            // Entra removes members by value.
            let gone = Set((try attribute.read(value)?.array ?? []).compactMap { $0["value"] })
            values.removeAll { $0["value"].map(gone.contains) ?? false }
        } else {
            values.removeAll { target.selects($0) }
        }
        resource[attribute.name] = try attribute.read(.array(values))
    }
}

private func merge(_ old: JSON?, _ new: JSON) -> JSON {
    guard case .object(let old) = old, case .object(let new) = new else { return new }
    return .object(old.merging(new) { $1 })
}

extension JSON? {
    fileprivate func without(_ part: String) -> JSON {
        guard case .object(var members) = self else { return self ?? .null }
        members[part] = nil
        return .object(members)
    }
}

extension [JSON] {
    /// What is there already is not added again.
    fileprivate func adding(_ new: [JSON]) -> [JSON] {
        self
            + new.filter { value in
                guard let id = value["value"] else { return !contains(value) }
                return !contains { $0["value"] == id && $0["type"] == value["type"] }
            }
    }
}
