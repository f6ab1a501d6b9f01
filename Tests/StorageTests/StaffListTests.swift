import Casework
import Operations
import Postgres
import TestFloor
import Testing
import Vocabulary

/// What one person of the operator sees over several tenants at once.
@Suite(.freshDatabase) struct `A list over the tenants of a person's grants` {
    /// Cases of three tenants, made in turn; the person may see the first two.
    private func queue() async throws -> (analyst: Person, granted: [Customer], cases: [CaseID]) {
        let analyst = try await floor.analyst()
        var customers: [Customer] = []
        for name in ["acme", "bolt", "cove"] { customers.append(try await floor.tenant(name)) }
        var cases: [CaseID] = []
        for round in 0..<4 {
            for customer in customers {
                floor.clock.advance(by: .seconds(1))
                let opened = try await OpenCase(
                    tenant: customer.id, title: "\(customer.name) \(round)",
                    severity: round == 0 ? .high : .low, incident: nil
                ).perform(on: floor.service, in: customer.system)
                if customer.name != "cove" { cases.append(opened.id) }
            }
        }
        let granted = Array(customers.prefix(2))
        for customer in granted { try await customer.grant(analyst) }
        return (analyst, granted, cases.reversed())
    }

    private func pages(of analyst: Person, limit: Int, _ filter: ListFilter = ListFilter()) async throws
        -> [[CaseID]]
    {
        var pages: [[CaseID]] = []
        var cursor: String?
        repeat {
            let page = try await ListCases(
                tenant: nil, filter: filter, page: PageRequest(limit: limit, cursor: cursor)
            ).perform(on: floor.service, in: analyst.context())
            pages.append(page.items.map(\.id))
            cursor = page.nextCursor
        } while cursor != nil && pages.count < 20
        return pages
    }

    @Test func `is one list, newest first, whatever the pages' size`() async throws {
        let (analyst, _, cases) = try await queue()
        for limit in [1, 2, 3, 5, 8, 50] {
            let pages = try await pages(of: analyst, limit: limit)
            #expect(Array(pages.joined()) == cases, "\(limit)")
            #expect(pages.dropLast().allSatisfy { $0.count == limit }, "\(limit)")
        }
    }

    @Test func `is filtered before it is cut`() async throws {
        let (analyst, _, cases) = try await queue()
        let high = try await pages(of: analyst, limit: 1, ListFilter(severities: [.high]))
        #expect(Array(high.joined()) == Array(cases.suffix(2)))
    }

    @Test func `names an item once, however many grants say that it may be seen`() async throws {
        let (analyst, granted, cases) = try await queue()
        for customer in granted { try await customer.grant(analyst) }
        #expect(Array(try await pages(of: analyst, limit: 3).joined()) == cases)
    }

    @Test func `loses a tenant's items with its grant`() async throws {
        let (analyst, granted, cases) = try await queue()
        _ = try await floor.rows("UPDATE grants SET revoked_at = now() WHERE tenant_id = \(granted[0].id)")
        let left = Array(try await pages(of: analyst, limit: 3).joined())
        #expect(left == cases.enumerated().filter { $0.offset % 2 == 0 }.map(\.element))
        _ = try await floor.rows("UPDATE grants SET revoked_at = now()")
        #expect(try await pages(of: analyst, limit: 3) == [[]])
    }
}
