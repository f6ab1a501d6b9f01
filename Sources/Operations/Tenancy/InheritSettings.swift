import Vocabulary

/// Renews a tenant's copy of what stands above it, after somebody above has changed it.
package struct InheritSettings: Sendable {
    package let work: Work

    package init(_ work: Work) {
        self.work = work
    }

    package func perform(on floor: Floor, in context: OperationContext) async throws {
        try await floor.store.inTenant(work.tenant) { transaction in
            try await transaction.inheritSettings(by: context, on: floor)
            guard try await transaction.finish(work) else { throw LeaseLost() }
        }
    }
}
