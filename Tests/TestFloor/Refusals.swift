import Postgres
package import Vocabulary

/// What a command refuses with; `nil` where it does as it was asked. Any other failure goes on.
package func refusal<Value>(_ command: () async throws -> Value) async throws -> ProblemKind? {
    do {
        _ = try await command()
        return nil
    } catch let refusal as any Refusal {
        return refusal.problem.kind
    }
}

/// The five characters that the server refuses a statement with; `nil` where it runs it.
package func sqlState<Value>(_ statement: () async throws -> Value) async throws -> String? {
    do {
        _ = try await statement()
        return nil
    } catch let error as PostgresError {
        guard let state = error.sqlState else { throw error }
        return state
    }
}
