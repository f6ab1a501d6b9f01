import API
import Testing
import Vocabulary

@Suite struct `A query` {
    /// What follows the question mark of a list of alerts, and what is complained of.
    static let queries: [(String, [String])] = [
        ("", []),
        ("limit=1", []),
        ("limit=200&severity=high,critical&status=new", []),
        ("created_after=2026-11-24T05:27:58Z", []),
        ("created_after=2026-11-24T05%3A27%3A58%2B01:00", []),
        ("tenant_id=01936a10-7c00-7000-8000-0000000000a1", []),
        ("cursor=AZNqEHwAcACAAAAAAAABAQ", []),
        ("limit=0", ["?limit"]),
        ("limit=201", ["?limit"]),
        ("limit=", ["?limit"]),
        ("limit=1.0", ["?limit"]),
        ("limit=+1", ["?limit"]),
        ("limit=99999999999999999999", ["?limit"]),
        ("limit=1&limit=2", ["?limit"]),
        ("severity=", ["?severity/0"]),
        ("severity=high,urgent", ["?severity/1"]),
        ("severity=high,high", ["?severity"]),
        ("created_after=2026-11-24T05:27:58+01:00", ["?created_after"]),
        ("created_after=yesterday", ["?created_after"]),
        ("tenant_id=acme", ["?tenant_id"]),
        ("cursor=abc", ["?cursor"]),
        ("cursor=AZNqEHwAcACAAAAAAAABAR", ["?cursor"]),
        ("colour=red", ["?colour"]),
        ("limit=%FF", ["?"]),
        ("limit=0&severity=urgent&colour=red", ["?colour", "?limit", "?severity/0"]),
    ]

    @Test(arguments: queries) func `is held against the contract`(_ text: String, _ pointers: [String]) throws
    {
        let list = try #require(readContract().operation("GET", "/v1/alerts"))
        let problem: Problem?
        do throws(Problem) {
            _ = try list.query(from: text)
            problem = nil
        } catch {
            problem = error
        }
        #expect(problem?.kind == (pointers.isEmpty ? nil : .invalid))
        #expect((problem?.faults ?? []).map(\.pointer).sorted() == pointers)
    }

    @Test func `gives values of the kind that the contract says`() throws {
        let list = try #require(readContract().operation("GET", "/v1/alerts"))
        let query = try list.query(from: "limit=20&severity=high,critical&updated_after=2026-11-24T05:27:58Z")
        #expect(
            query == [
                "limit": 20, "severity": ["high", "critical"], "updated_after": "2026-11-24T05:27:58Z",
            ])
    }
}
