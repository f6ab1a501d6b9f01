import Connectors
import Operations
import Peers
import Testing
import Vocabulary

private let lastLogin = Timestamp("2026-11-20T08:15:00Z")

/// The directories under test: each has the same two accounts, three sessions open for the first.
enum DirectoryUnderTest: String, CaseIterable, Sendable {
    case memory
    case google

    /// The body also gets a way to count the open sessions of a user from the other side.
    func run(
        _ body: @Sendable (any IdentityDirectory, @Sendable (String) async -> Int?) async throws -> Void
    ) async throws {
        switch self {
        case .memory:
            let directory = MemoryDirectory(
                [
                    DirectoryAccount(
                        id: "1001", primaryEmail: "mara@tenant-a.example", isSuspended: false,
                        lastLoginAt: lastLogin),
                    DirectoryAccount(
                        id: "1002", primaryEmail: "o'neil+x@tenant-a.example", isSuspended: true,
                        isAdministrator: true),
                ], sessions: 3)
            try await body(directory) { await directory.sessions(of: $0) }
        case .google:
            let peer = GooglePeer(accounts: [
                GooglePeerAccount(
                    id: "1001", primaryEmail: "mara@tenant-a.example", sessions: 3, lastLoginAt: lastLogin),
                GooglePeerAccount(
                    id: "1002", primaryEmail: "o'neil+x@tenant-a.example", isAdmin: true, suspended: true,
                    sessions: 3),
            ])
            try await withGoogle(peer) { directory in
                try await body(directory) { await peer.account($0)?.sessions }
            }
        }
    }
}

@Suite struct `Every directory` {
    @Test(arguments: DirectoryUnderTest.allCases) func `shows an account by address or by id`(
        _ which: DirectoryUnderTest
    ) async throws {
        try await which.run { directory, _ in
            let byAddress = try await directory.account("Mara@tenant-a.example")
            #expect(
                byAddress
                    == DirectoryAccount(
                        id: "1001", primaryEmail: "mara@tenant-a.example", isSuspended: false,
                        lastLoginAt: lastLogin))
            #expect(try await directory.account("1001") == byAddress)
            let other = try await directory.account("o'neil+x@tenant-a.example")
            #expect(other.isSuspended && other.isAdministrator)
            #expect(other.lastLoginAt == nil)
        }
    }

    @Test(arguments: DirectoryUnderTest.allCases) func `ends the sessions of one user alone`(
        _ which: DirectoryUnderTest
    ) async throws {
        try await which.run { directory, sessions in
            try await directory.revokeSessions(of: "mara@tenant-a.example")
            #expect(await sessions("mara@tenant-a.example") == 0)
            #expect(await sessions("o'neil+x@tenant-a.example") == 3)
            #expect(try await directory.account("mara@tenant-a.example").isSuspended == false)
        }
    }

    @Test(arguments: DirectoryUnderTest.allCases) func `disables an account and enables it again`(
        _ which: DirectoryUnderTest
    ) async throws {
        try await which.run { directory, sessions in
            try await directory.disable("mara@tenant-a.example")
            #expect(try await directory.account("1001").isSuspended)
            #expect(await sessions("1001") == 0)
            try await directory.enable("mara@tenant-a.example")
            #expect(try await directory.account("1001").isSuspended == false)
        }
    }

    @Test(arguments: DirectoryUnderTest.allCases) func `may be asked twice`(
        _ which: DirectoryUnderTest
    ) async throws {
        try await which.run { directory, _ in
            for _ in 0..<2 {
                try await directory.revokeSessions(of: "1001")
                try await directory.disable("1001")
            }
            #expect(try await directory.account("1001").isSuspended)
        }
    }

    @Test(arguments: DirectoryUnderTest.allCases) func `knows nobody by another name`(
        _ which: DirectoryUnderTest
    ) async throws {
        try await which.run { directory, _ in
            for user in ["nobody@tenant-a.example", "", ".", "..", "1001/signOut", "a b", "1001?x=1"] {
                await #expect(throws: DirectoryError.notFound) { try await directory.account(user) }
                await #expect(throws: DirectoryError.notFound) { try await directory.disable(user) }
                await #expect(throws: DirectoryError.notFound) { try await directory.enable(user) }
                await #expect(throws: DirectoryError.notFound) {
                    try await directory.revokeSessions(of: user)
                }
            }
        }
    }
}
