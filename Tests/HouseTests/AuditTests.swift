import Testing

@Suite struct `A file of Operations that changes something` {
    /// What changes a row, as the ports call it.
    private static var changes: Regex<Substring> {
        #/
        (?:\b(?:transaction|platform|account)|\$0)\.
        (?:insert|update|save|record|create
          |(?:add|revoke|withdraw|end|release|discard|set|change|deactivate|reactivate|retire|remove)\w*)\(
        /#
    }

    /// Files whose changes are kept elsewhere than in an audit log, each with where.
    private static let exempt = [
        "Sources/Operations/Detection/TenantDetection.swift": "RecordFindings.swift writes the entries",
        "Sources/Operations/Response/RevertResponse.swift":
            "ExecuteResponse.swift writes the entry when it has settled",
        "Sources/Operations/Work/DeliverMail.swift": "every attempt is a row of the ledger",
        "Sources/Operations/Audit/ReadAuditHeads.swift": "a public key is written down, not changed",
    ]

    @Test func `writes an audit entry`() {
        var used: Set<String> = []
        for file in Tree.files(in: "Sources/Operations", ending: ".swift") {
            let code = file.code.joined(separator: "\n")
            guard code.contains(Self.changes), !file.path.contains("/Ports/") else { continue }
            guard Self.exempt[file.path] == nil else {
                used.insert(file.path)
                continue
            }
            #expect(code.contains("audit(") || code.contains("auditGiven("), "\(file.path)")
        }
        #expect(Set(Self.exempt.keys).subtracting(used).isEmpty, "exempt and not needed")
    }
}
