import Vocabulary

/// What a sensor says in the query: which source, and whether it is history.
struct UplinkQuery: Hashable, Sendable {
    let source: Source
    let isBackfill: Bool

    init(_ query: String) throws(Problem) {
        var source: Source?
        var isBackfill = false
        var faults: [FieldFault] = []
        var seen: Set<Substring> = []
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0]
            let value = parts.count > 1 ? String(parts[1]) : ""
            guard seen.insert(name).inserted else {
                faults.append(FieldFault("?\(name)", "given twice"))
                continue
            }
            switch name {
            case "source":
                source = Source(rawValue: value)
                if source == nil { faults.append(FieldFault("?source", "one of \(Self.sources)")) }
            case "backfill":
                switch value {
                case "true": isBackfill = true
                case "false": isBackfill = false
                default: faults.append(FieldFault("?backfill", "true or false"))
                }
            default:
                faults.append(FieldFault("?\(name.prefix(64))", "unknown"))
            }
        }
        if !seen.contains("source") {
            faults.append(FieldFault("?source", "required: one of \(Self.sources)"))
        }
        guard let source, faults.isEmpty else {
            throw Problem(.invalid, "The request is not valid.", faults: faults)
        }
        self.source = source
        self.isBackfill = isBackfill
    }

    private static var sources: String { Source.allCases.map(\.rawValue).joined(separator: ", ") }
}
