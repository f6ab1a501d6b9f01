import Casework
import FoundationEssentials
import Operations
package import Postgres
import Response
import Telemetry
import Tenancy
package import Vocabulary

// How the product's own values stand in columns.

extension Identifier: PostgresMapped {
    package var stored: PostgresUUID { PostgresUUID(high: high, low: low) }
    package init(stored: PostgresUUID) { self.init(high: stored.high, low: stored.low) }
}

extension Timestamp: PostgresMapped {
    package var stored: PostgresTime { PostgresTime(microseconds: microseconds) }
    package init(stored: PostgresTime) { self.init(microseconds: stored.microseconds) }
}

extension JSON: PostgresMapped {
    package var stored: PostgresJSON { PostgresJSON(jsonText(self)) }

    package init(stored: PostgresJSON) throws(PostgresError) {
        self = try decodeJSON(JSON.self, stored)
    }
}

extension Entity: PostgresMapped {
    package var stored: String { key }

    package init(stored: String) throws(PostgresError) {
        guard let entity = Entity(key: stored) else {
            throw PostgresError(.decoding, "a column holds no entity")
        }
        self = entity
    }
}

/// An enumeration that stands in a column as its raw value.
protocol StoredName: PostgresMapped, RawRepresentable where RawValue == String, Stored == String {}

extension StoredName {
    package var stored: String { rawValue }

    package init(stored: String) throws(PostgresError) {
        guard let value = Self(rawValue: stored) else {
            throw PostgresError(.decoding, "a column holds no \(Self.self)")
        }
        self = value
    }
}

extension Severity: StoredName {}
extension Verdict: StoredName {}
extension VerdictReason: StoredName {}
extension UserRole: StoredName {}
extension StaffRole: StoredName {}
extension Source: StoredName {}
extension Alert.Status: StoredName {}
extension Incident.Status: StoredName {}
extension Case.Status: StoredName {}
extension Visibility: StoredName {}
extension SupportRequest.Kind: StoredName {}
extension SupportRequest.Status: StoredName {}
extension TimelineEntry.Kind: StoredName {}
extension ResponseKind: StoredName {}
extension ResponseMode: StoredName {}
extension ResponseAction.State: StoredName {}
extension Tenant.Status: StoredName {}
extension Organisation.Kind: StoredName {}
extension Effect.Kind: StoredName {}
extension Effect.State: StoredName {}
extension Work.Kind: StoredName {}
extension LogInMethod: StoredName {}
extension Grant.Kind: StoredName {}
extension Access.Deed: StoredName {}
extension SensorCertificate.Binding: StoredName {}

/// A `Codable` value in a `jsonb` column.
func storedJSON(_ value: some Encodable) throws -> PostgresJSON {
    PostgresJSON(String(decoding: try JSONEncoder().encode(value), as: UTF8.self))
}

func decodeJSON<Value: Decodable>(_ type: Value.Type, _ stored: PostgresJSON) throws(PostgresError) -> Value {
    do {
        return try JSONDecoder().decode(type, from: Data(stored.text.utf8))
    } catch {
        throw PostgresError(.decoding, "a jsonb column holds no \(type): \(error)")
    }
}

private func jsonText(_ value: JSON) -> String {
    // A `JSON` value has nothing that cannot be encoded but numbers without a decimal form.
    guard let data = try? JSONEncoder().encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
}

/// A person or a part of Watchfloor, as a row of this tenant names it.
func actor(_ text: String, of tenant: TenantID) throws(PostgresError) -> Actor {
    guard let actor = Actor(text, tenant: tenant) else {
        throw PostgresError(.decoding, "a column holds no actor")
    }
    return actor
}
