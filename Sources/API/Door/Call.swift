package import HTTPTypes
package import Operations
package import Vocabulary

/// One request that the door has let in: the caller is known, and everything it says is as the contract wants it.
package struct Call: Sendable {
    package let floor: Floor
    package let context: OperationContext
    package let operation: Contract.Operation
    /// By name; percent-decoded.
    package let path: [String: String]
    /// By name; only what was sent.
    package let query: [String: JSON]
    package let headers: HTTPFields
    /// `null` where the operation takes no body.
    package let body: JSON
    /// What the connection's other end proved to hold.
    package let certificate: PresentedCertificate?
}

// What follows reads values whose shape is settled. A value that a type refuses all the same is the caller's mistake
// and told as such.
extension Call {
    /// What does not name anything is the same as what does not exist.
    func id<Noun>(_ name: String, as _: Noun.Type = Noun.self) throws(Problem) -> Identifier<Noun> {
        guard let id = path[name].flatMap(Identifier<Noun>.init) else { throw .notFound }
        return id
    }

    /// An id or a short number.
    func key<Noun>(_ name: String, in series: Reference.Series) throws(Problem) -> ItemKey<Noun> {
        guard let key = path[name].flatMap({ ItemKey<Noun>($0, in: series) }) else { throw .notFound }
        return key
    }

    /// The tenant that the request names; `nil` for the caller's own.
    var tenant: TenantID? { query["tenant_id"]?.string.flatMap(TenantID.init) }

    /// The tenant in the path.
    func pathTenant() throws(Problem) -> TenantID { try id("tenant_id") }
}

extension JSON {
    /// A field that must be there.
    func text(_ name: String) throws(Problem) -> String {
        guard let text = self[name]?.string else { throw .missing(name) }
        return text
    }

    func integer(_ name: String) -> Int? { self[name]?.integer.flatMap(Int.init(exactly:)) }

    /// A field that is one of an enumeration's raw values; `nil` where it is absent.
    func choice<Value: RawRepresentable>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(Problem) -> Value? where Value.RawValue == String {
        guard let text = self[name]?.string else { return nil }
        guard let value = Value(rawValue: text) else { throw .misfit(name) }
        return value
    }

    func requiredChoice<Value: RawRepresentable>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(Problem) -> Value where Value.RawValue == String {
        guard let value = try choice(name, as: Value.self) else { throw .missing(name) }
        return value
    }

    /// A field that reads as a value: an id, a time; `nil` where it is absent.
    func value<Value: LosslessStringConvertible>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(Problem) -> Value? {
        guard let text = self[name]?.string else { return nil }
        guard let value = Value(text) else { throw .misfit(name) }
        return value
    }

    func requiredValue<Value: LosslessStringConvertible>(
        _ name: String, as _: Value.Type = Value.self
    ) throws(Problem) -> Value {
        guard let value = try value(name, as: Value.self) else { throw .missing(name) }
        return value
    }
}

extension JSON {
    /// A field that names an item by its id or short number; `nil` where it is absent.
    func key<Noun>(_ name: String, in series: Reference.Series) throws(Problem) -> ItemKey<Noun>? {
        guard let text = self[name]?.string else { return nil }
        guard let key = ItemKey<Noun>(text, in: series) else { throw .misfit(name) }
        return key
    }
}

extension Problem {
    fileprivate static func missing(_ name: String) -> Problem {
        Problem(.invalid, "The request is not valid.", faults: [FieldFault("/\(name)", "Is missing.")])
    }

    fileprivate static func misfit(_ name: String) -> Problem {
        Problem(.invalid, "The request is not valid.", faults: [FieldFault("/\(name)", "Cannot be read.")])
    }
}
