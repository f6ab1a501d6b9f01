import ArgumentParser
import Foundation
import Logging
import Operations
import Vocabulary

struct AdminVerifyAudit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-audit",
        abstract: "Hold the audit logs in the database against the heads that were signed.",
        discussion: "Finds a row that was deleted, changed or moved behind the product's back.")

    @Option(help: "One tenant's id; without it, all of them.")
    var tenant: String?

    @Option(name: .customLong("data-directory"), help: "Where the keys and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let only = try tenant.map { text in
            guard let id = TenantID(text) else { throw Failure("--tenant is no id") }
            return id
        }
        var faults: [String] = []
        var results: [View] = []
        try await withAssembly(dataDirectory) { assembly, context in
            for tenant in try await tenants(only, assembly) {
                let view: View
                do {
                    let summary = try await VerifyAuditLog(tenant).perform(on: assembly.floor, in: context)
                    view = View(
                        tenantId: "\(tenant)", isWhole: true, entries: summary?.entries ?? 0, fault: nil)
                } catch let fault as AuditFault {
                    faults.append("\(tenant): \(fault)")
                    view = View(tenantId: "\(tenant)", isWhole: false, entries: nil, fault: "\(fault)")
                }
                if json {
                    results.append(view)
                } else if view.isWhole {
                    print("\(tenant): \(view.entries ?? 0) entries are whole")
                }
            }
        }
        if json {
            try Output.json(results)
            if !faults.isEmpty { throw ExitCode.failure }
        } else if !faults.isEmpty {
            throw Failure("the audit log does not hold: " + faults.joined(separator: "; "))
        }
    }

    private func tenants(_ only: TenantID?, _ assembly: Assembly) async throws -> [TenantID] {
        if let only { return [only] }
        var all: [TenantID] = []
        var cursor: String?
        repeat {
            let request = PageRequest(limit: Page<Tenant>.limitMaximum, cursor: cursor)
            let page = try await assembly.floor.store.onPlatform { try await $0.tenants(request) }
            all += page.items.map(\.id)
            cursor = page.nextCursor
        } while cursor != nil
        return all
    }

    private struct View: Encodable {
        let tenantId: String
        let isWhole: Bool
        let entries: UInt64?
        let fault: String?
    }
}
