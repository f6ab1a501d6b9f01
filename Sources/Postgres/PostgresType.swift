/// A type of PostgreSQL, by its number in `pg_type`, with the number of the array of it.
package struct PostgresType: Hashable, Sendable {
    package var oid: UInt32
    /// 0 when there is none, or when it does not matter.
    package var arrayOID: UInt32

    package init(oid: UInt32, arrayOID: UInt32 = 0) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    package static func == (left: Self, right: Self) -> Bool { left.oid == right.oid }

    package func hash(into hasher: inout Hasher) { hasher.combine(oid) }
}

/// The numbers are fixed: `src/include/catalog/pg_type.dat`.
extension PostgresType {
    package static let bool = Self(oid: 16, arrayOID: 1_000)
    package static let bytea = Self(oid: 17, arrayOID: 1_001)
    package static let name = Self(oid: 19, arrayOID: 1_003)
    package static let int8 = Self(oid: 20, arrayOID: 1_016)
    package static let int2 = Self(oid: 21, arrayOID: 1_005)
    package static let int4 = Self(oid: 23, arrayOID: 1_007)
    package static let text = Self(oid: 25, arrayOID: 1_009)
    package static let json = Self(oid: 114, arrayOID: 199)
    package static let float4 = Self(oid: 700, arrayOID: 1_021)
    package static let float8 = Self(oid: 701, arrayOID: 1_022)
    package static let unknown = Self(oid: 705)
    package static let bpchar = Self(oid: 1_042, arrayOID: 1_014)
    package static let varchar = Self(oid: 1_043, arrayOID: 1_015)
    package static let date = Self(oid: 1_082, arrayOID: 1_182)
    package static let timestamptz = Self(oid: 1_184, arrayOID: 1_185)
    package static let uuid = Self(oid: 2_950, arrayOID: 2_951)
    package static let jsonb = Self(oid: 3_802, arrayOID: 3_807)
}
