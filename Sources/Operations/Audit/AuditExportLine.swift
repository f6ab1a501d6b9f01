import FoundationEssentials
package import MerkleLog
package import Vocabulary

/// One line of an exported log: a header, every head, every entry, an end. docs/AUDIT.md describes them.
package enum AuditExportLine: Sendable {
    case header(tenant: String, origin: String, size: UInt64, heads: Int, keys: [NoteVerifier])
    case head(size: UInt64, note: String)
    case entry(Entry)
    case end(entries: UInt64)

    package struct Entry: Hashable, Sendable {
        package let index: UInt64
        package let hash: MerkleHash
        package let leaf: AuditLeaf
        package let key: [UInt8]?
        /// `nil` where the key is gone.
        package let values: AuditValues?
    }

    /// Of what is exported; another form would have another name.
    static let format = "watchfloor.audit.export.1"
}

extension AuditExportLine {
    package var json: JSON {
        switch self {
        case .header(let tenant, let origin, let size, let heads, let keys):
            [
                "type": "header", "format": .string(Self.format), "tenant_id": .string(tenant),
                "origin": .string(origin), "tree_size": .integer(Int64(clamping: size)),
                "heads": .integer(Int64(heads)), "keys": .array(keys.map { .string($0.description) }),
            ]
        case .head(let size, let note):
            ["type": "head", "tree_size": .integer(Int64(clamping: size)), "note": .string(note)]
        case .entry(let entry): entry.json
        case .end(let entries): ["type": "end", "entries": .integer(Int64(clamping: entries))]
        }
    }

    /// With the line feed that ends it.
    package var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(json) else { return "\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    /// - Returns: `nil` for whatever is no line of an export, to the letter.
    package init?(_ text: some StringProtocol) {
        guard let json = try? JSON(utf8: Array(text.utf8)), case .object(let members) = json else {
            return nil
        }
        let names = Set(members.keys)
        switch json["type"]?.string {
        case "header":
            guard names == ["type", "format", "tenant_id", "origin", "tree_size", "heads", "keys"],
                json["format"]?.string == Self.format, let tenant = json["tenant_id"]?.string,
                let origin = json["origin"]?.string, let size = json.size("tree_size"),
                let heads = json["heads"]?.integer.flatMap({ Int(exactly: $0) }),
                let texts = json["keys"]?.array
            else { return nil }
            let keys = texts.compactMap { $0.string.flatMap(NoteVerifier.init) }
            guard keys.count == texts.count else { return nil }
            self = .header(tenant: tenant, origin: origin, size: size, heads: heads, keys: keys)
        case "head":
            guard names == ["type", "tree_size", "note"], let size = json.size("tree_size"),
                let note = json["note"]?.string
            else { return nil }
            self = .head(size: size, note: note)
        case "entry":
            guard let entry = Entry(json, names) else { return nil }
            self = .entry(entry)
        case "end":
            guard names == ["type", "entries"], let entries = json.size("entries") else { return nil }
            self = .end(entries: entries)
        default: return nil
        }
    }
}

extension AuditExportLine.Entry {
    fileprivate static let needed: Set = [
        "type", "leaf_index", "leaf_hash", "tenant_id", "id", "at", "actor", "action", "ref", "request_id",
        "key_version", "sealed",
    ]
    fileprivate static let optional: Set = ["key", "reason", "before", "after"]

    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "type": "entry", "leaf_index": .integer(Int64(clamping: index)), "leaf_hash": .base64(hash.bytes),
            "tenant_id": .string(leaf.tenant), "id": .string(leaf.id), "at": .string(leaf.at),
            "actor": .string(leaf.actor), "action": .string(leaf.action), "ref": .string(leaf.ref),
            "request_id": .string(leaf.request), "key_version": .integer(Int64(leaf.keyVersion)),
            "sealed": .base64(leaf.sealed),
        ]
        if let key { members["key"] = .base64(key) }
        if let reason = values?.reason { members["reason"] = .string(reason) }
        if let before = values?.before { members["before"] = before }
        if let after = values?.after { members["after"] = after }
        return .object(members)
    }

    fileprivate init?(_ json: JSON, _ names: Set<String>) {
        guard names.isSuperset(of: Self.needed), names.subtracting(Self.needed).isSubset(of: Self.optional),
            let index = json.size("leaf_index"),
            let hash = json.bytes("leaf_hash").flatMap({ MerkleHash($0) }),
            let tenant = json["tenant_id"]?.string, let id = json["id"]?.string, let at = json["at"]?.string,
            let actor = json["actor"]?.string, let action = json["action"]?.string,
            let ref = json["ref"]?.string, let request = json["request_id"]?.string,
            let version = json["key_version"]?.integer.flatMap({ Int32(exactly: $0) }),
            let sealed = json.bytes("sealed")
        else { return nil }
        self.index = index
        self.hash = hash
        leaf = AuditLeaf(
            tenant: tenant, id: id, at: at, actor: actor, action: action, ref: ref, request: request,
            keyVersion: version, sealed: sealed)
        key = json.bytes("key")
        guard (key == nil) == (json["key"] == nil), json["reason"] == nil || json["reason"]?.string != nil
        else { return nil }
        let shown = AuditValues(
            reason: json["reason"]?.string, before: json["before"], after: json["after"])
        values = key == nil && shown == AuditValues(reason: nil, before: nil, after: nil) ? nil : shown
    }
}

extension JSON {
    fileprivate static func base64(_ bytes: [UInt8]) -> JSON { .string(Data(bytes).base64EncodedString()) }

    /// The one way to write these bytes, or `nil`.
    fileprivate func bytes(_ name: String) -> [UInt8]? {
        guard let text = self[name]?.string, let data = Data(base64Encoded: text),
            data.base64EncodedString() == text
        else { return nil }
        return Array(data)
    }

    fileprivate func size(_ name: String) -> UInt64? { self[name]?.integer.flatMap(UInt64.init(exactly:)) }
}
