/// `timestamptz`: microseconds since 1970-01-01T00:00:00Z. `infinity` and `-infinity` are the largest and the
/// smallest number.
package struct PostgresTime: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
    package var microseconds: Int64

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static var type: PostgresType { .timestamptz }

    /// PostgreSQL counts from 2000-01-01, 10,957 days after the Unix epoch.
    private static let epoch: Int64 = 10_957 * 86_400_000_000

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: microseconds.shiftedUnlessInfinite(by: -Self.epoch))
    }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        guard type == .timestamptz, binary.count == 8 else {
            throw mismatch(type, PostgresTime.self, size: binary.count)
        }
        microseconds = binary.bigEndian(Int64.self).shiftedUnlessInfinite(by: Self.epoch)
    }
}

/// `date`: whole days since 1970-01-01.
package struct PostgresDate: Hashable, Sendable, PostgresEncodable, PostgresDecodable {
    package var days: Int32

    package init(days: Int32) {
        self.days = days
    }

    package static var type: PostgresType { .date }

    package func encode(into bytes: inout [UInt8]) {
        bytes.append(bigEndian: days.shiftedUnlessInfinite(by: -10_957))
    }

    package init(binary: UnsafeRawBufferPointer, type: PostgresType) throws(PostgresError) {
        guard type == .date, binary.count == 4 else {
            throw mismatch(type, PostgresDate.self, size: binary.count)
        }
        days = binary.bigEndian(Int32.self).shiftedUnlessInfinite(by: 10_957)
    }
}

extension FixedWidthInteger {
    /// Both ends stand for infinity and stay; what would pass an end stops there.
    fileprivate func shiftedUnlessInfinite(by offset: Self) -> Self {
        guard self != .max, self != .min else { return self }
        let (sum, overflow) = addingReportingOverflow(offset)
        guard overflow else { return sum }
        return offset > 0 ? .max : .min
    }
}
