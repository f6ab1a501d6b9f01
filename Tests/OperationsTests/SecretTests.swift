import Testing

@testable import Operations

@Suite struct `A secret` {
    @Test func `says what it is for and is never the same twice`() {
        let secrets = (0..<1_000).map { _ in Secret(.sensor).text }
        #expect(Set(secrets).count == secrets.count)
        #expect(secrets.allSatisfy { $0.hasPrefix("wfs_") && $0.utf8.count == 47 })
        #expect(Secret(presented: secrets[0]).kind == .sensor)
        #expect(Secret(.person).kind == .person)
        #expect(Secret(presented: "Basic abc").kind == nil)
    }

    @Test func `is known again by its hash alone`() {
        let secret = Secret(.person)
        #expect(Secret(presented: secret.text).sha256 == secret.sha256)
        #expect(Secret(.person).sha256 != secret.sha256)
    }

    /// SHA-256 of `abc` (FIPS 180-2, appendix B.1).
    @Test func `is hashed by SHA-256`() {
        #expect(Secret(presented: "abc").sha256.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
    }
}
