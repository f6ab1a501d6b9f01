import MerkleLog
import Testing

@Suite struct `A signed note` {
    private let signer = NoteSigner(name: "log.example", privateKey: [UInt8](repeating: 9, count: 32))

    @Test func `is C2SP's example, and its signature holds`() throws {
        // From the specification, c2sp.org/signed-note.
        let verifier = try #require(
            NoteVerifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
        let note = try #require(
            SignedNote(
                """
                If you think cryptography is the answer to your problem,
                then you don't know what your problem is.

                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

                """))
        #expect(note.isSigned(by: verifier))
        #expect(note.text.hasPrefix("If you think") && note.text.hasSuffix("problem is.\n"))
        #expect(verifier.description == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    }

    @Test func `reads back as it was written, and holds for its own signer alone`() throws {
        let signer = try #require(signer)
        let note = try signer.sign("one\ntwo\n")
        let read = try #require(SignedNote(note.description))
        #expect(read == note && read.isSigned(by: signer.verifier))
        let other = try #require(
            NoteSigner(name: "log.example", privateKey: [UInt8](repeating: 8, count: 32)))
        #expect(!read.isSigned(by: other.verifier))
        #expect(!"\(signer)".contains("CQkJ"))
    }

    @Test func `with a changed letter does not hold`() throws {
        let signer = try #require(signer)
        let whole = try signer.sign("log\n12\nroot\n").description
        for index in whole.indices {
            var changed = whole
            changed.replaceSubrange(index...index, with: whole[index] == "A" ? "B" : "A")
            let note = SignedNote(changed)
            #expect(note == nil || note?.isSigned(by: signer.verifier) == false, "\(changed)")
        }
    }

    @Test(arguments: [
        "", "\n\n", "text\n", "text\n\n", "text\n\n— name\n", "text\n\n— name AAAA\n",
        "text\n\n- name AAAAAAAA\n",
    ])
    func `is not what does not look like one`(text: String) {
        #expect(SignedNote(text) == nil)
    }
}

@Suite struct `A checkpoint` {
    @Test func `reads back as it was written`() throws {
        let root = MerkleHash.leaf([1])
        let checkpoint = Checkpoint(
            origin: "watchfloor/audit/1", size: 7, root: root, extensions: ["time now"])
        #expect(Checkpoint(checkpoint.description) == checkpoint)
        #expect(checkpoint.description.split(separator: "\n").count == 4)
    }

    @Test(arguments: [
        "", "origin\n7\n", "origin\n07\nAAAA\n", "origin\n-1\nAAAA\n", "\n1\nAAAA\n", "origin\n1\nAAAA\n",
    ])
    func `is not what does not look like one`(text: String) {
        #expect(Checkpoint(text) == nil)
    }
}
