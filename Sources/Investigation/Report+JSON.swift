import FoundationEssentials

extension Report {
    /// UTF-8 with sorted keys: the same report gives the same bytes.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    package init(json: [UInt8]) throws {
        self = try JSONDecoder().decode(Report.self, from: Data(json))
    }
}
