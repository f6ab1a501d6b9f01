import Connectors
import Operations
import Testing
import Vocabulary

/// The examples of RFC 7515 (appendices A.2 and A.3) and RFC 8037 (A.4 and A.5).
private struct Vector {
    let algorithm: TokenAlgorithm
    let key: String
    let signed: String
    let signature: String
}

private let payload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

private let vectors = [
    Vector(
        algorithm: .rs256,
        key: #"""
            {"kid":"k","kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}
            """#,
        signed: "eyJhbGciOiJSUzI1NiJ9." + payload,
        signature:
            "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"
    ),
    Vector(
        algorithm: .es256,
        key: #"""
            {"kid":"k","kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
            """#,
        signed: "eyJhbGciOiJFUzI1NiJ9." + payload,
        signature: "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
    Vector(
        algorithm: .edDSA,
        key: #"""
            {"kid":"k","kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
            """#,
        signed: "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
        signature: "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
]

private func keys(_ entries: String...) async throws(IssuerError) -> PublishedKeys {
    try await PublishedKeys(
        json: Array(#"{"keys":[\#(entries.joined(separator: ","))]}"#.utf8), at: Timestamp(seconds: 0))
}

@Suite struct `Published keys` {
    @Test func `check the RFCs' own examples`() async throws {
        for vector in vectors {
            let key = try #require(try await keys(vector.key)["k"].first, "\(vector.algorithm)")
            let signature = try #require(Base64URL.decode(vector.signature.utf8))
            #expect(key.holds(signature, of: Array(vector.signed.utf8), by: vector.algorithm))
            #expect(!key.holds(signature, of: Array((vector.signed + "x").utf8), by: vector.algorithm))
            var bent = signature
            bent[bent.count - 1] ^= 1
            #expect(!key.holds(bent, of: Array(vector.signed.utf8), by: vector.algorithm))
            #expect(!key.holds([], of: Array(vector.signed.utf8), by: vector.algorithm))
            for other in TokenAlgorithm.allCases where other != vector.algorithm {
                #expect(!key.holds(signature, of: Array(vector.signed.utf8), by: other), "\(other)")
            }
        }
    }

    @Test func `do what their type and their own word allow`() async throws {
        let rsa = vectors[0].key
        func allowed(_ more: String) async throws -> Set<TokenAlgorithm> {
            let key = try await keys(rsa.replacing(#""kid":"k""#, with: #""kid":"k",\#(more)"#))["k"].first
            return Set(TokenAlgorithm.allCases.filter { key?.allows($0) ?? false })
        }
        #expect(try await allowed(#""use":"sig""#) == [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512])
        #expect(try await allowed(#""alg":"PS256""#) == [.ps256])
        #expect(try await allowed(#""alg":"ES256""#) == [])
        #expect(try await allowed(#""alg":"RSA-OAEP""#) == [])
        #expect(try await allowed(#""use":"enc""#) == [])
        #expect(try await allowed(#""key_ops":["sign"]"#) == [])
        #expect(try await allowed(#""d":"AQAB""#) == [], "published private")
    }

    @Test func `that are weak, cut short or of no known type are left out`() async throws {
        for entry in [
            #"{"kid":"k","kty":"RSA","n":"AQAB","e":"AQAB"}"#, #"{"kid":"k","kty":"RSA"}"#,
            #"{"kid":"k","kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
            #"{"kid":"k","kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#,
            #"{"kid":"k","kty":"OKP","crv":"X25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            #"{"kid":"k","kty":"oct","k":"c2VjcmV0"}"#, #"{"kid":7,"kty":"RSA"}"#, "7", "null",
            #"{"kid":"k","kty":"RSA","n":"\#(String(repeating: "A", count: 2_000))","e":"AQAB"}"#,
        ] {
            let found = try await keys(entry, vectors[1].key.replacing(#""kid":"k""#, with: #""kid":"good""#))
            #expect(found["k"].isEmpty, "\(entry.prefix(60))")
            #expect(found["good"].count == 1, "the others stay")
        }
    }

    @Test func `are no keys where they are no set`() async throws {
        for text in [
            "", "[]", "{}", #"{"keys":{}}"#, "<html>",
            #"{"keys":[\#(Array(repeating: "{}", count: 33).joined(separator: ","))]}"#,
        ] {
            await #expect(throws: IssuerError.self, "\(text.prefix(40))") {
                try await PublishedKeys(json: Array(text.utf8), at: Timestamp(seconds: 0))
            }
        }
    }
}
