import Foundation
import Operations
import Testing
import Vocabulary

private func part(_ text: String) -> String { Base64URL.encode(text.utf8) }

private func token(
    _ header: String = #"{"alg":"RS256","kid":"k"}"#, _ claims: String = #"{"iss":"https://i.example"}"#,
    signature: String = "c2ln"
) -> String { "\(part(header)).\(part(claims)).\(signature)" }

@Suite struct `A compact token` {
    @Test func `is read as it stands`() throws {
        let read = try CompactToken(token(#"{"alg":"ES256","kid":"k","typ":"application/AT+JWT","x5t":"x"}"#))
        #expect(read.algorithm == .es256 && read.keyID == "k" && read.type == "at+jwt")
        #expect(read.issuer == "https://i.example")
        #expect(String(decoding: read.signed, as: UTF8.self) + ".c2ln" == read.text)
    }

    @Test(
        arguments: [
            ("no dots", "eyJhbGciOiJSUzI1NiJ9", TokenRefusal.malformed),
            ("two parts", token().split(separator: ".").prefix(2).joined(separator: "."), .malformed),
            ("four parts", token() + ".x", .malformed),
            ("five parts, as encrypted", "eyJ.a.b.c.d", .malformed),
            ("padding", token(signature: "c2ln=="), .malformed),
            ("the other alphabet", token(signature: "c2+n"), .malformed),
            ("a line end", token() + "\n", .malformed),
            ("an impossible length", token(signature: "c2lnA"), .malformed),
            ("a header that is no object", token("[]"), .malformed),
            ("a header that is no JSON", token("alg=none"), .malformed),
            ("claims that are no object", token(#"{"alg":"RS256","kid":"k"}"#, #""text""#), .malformed),
            (
                "deep claims", token(#"{"alg":"RS256","kid":"k"}"#, String(repeating: "[", count: 4_000)),
                .malformed
            ),
            ("no algorithm", token(#"{"kid":"k"}"#), .algorithm),
            ("none", token(#"{"alg":"none","kid":"k"}"#, signature: ""), .algorithm),
            ("None", token(#"{"alg":"None","kid":"k"}"#, signature: ""), .algorithm),
            ("HS256", token(#"{"alg":"HS256","kid":"k"}"#), .algorithm),
            ("HS512", token(#"{"alg":"HS512","kid":"k"}"#), .algorithm),
            ("an algorithm that is no text", token(#"{"alg":["RS256"],"kid":"k"}"#), .algorithm),
            ("an algorithm in small letters", token(#"{"alg":"rs256","kid":"k"}"#), .algorithm),
            ("crit", token(#"{"alg":"RS256","kid":"k","crit":["exp"]}"#), .header),
            ("an unencoded payload", token(#"{"alg":"RS256","kid":"k","b64":false}"#), .header),
            (
                "an address of keys", token(#"{"alg":"RS256","kid":"k","jku":"https://evil.example"}"#),
                .header
            ),
            ("a key of its own", token(#"{"alg":"RS256","kid":"k","jwk":{"kty":"RSA"}}"#), .header),
            (
                "an address of certificates",
                token(#"{"alg":"RS256","kid":"k","x5u":"https://evil.example"}"#), .header
            ),
            ("compression", token(#"{"alg":"RS256","kid":"k","zip":"DEF"}"#), .header),
            ("no signature", token(signature: ""), .signature),
            ("no key's name", token(#"{"alg":"RS256"}"#), .keyID),
            ("an empty key's name", token(#"{"alg":"RS256","kid":""}"#), .keyID),
            ("a key's name that is a number", token(#"{"alg":"RS256","kid":1}"#), .keyID),
            ("a type that is no text", token(#"{"alg":"RS256","kid":"k","typ":1}"#), .type),
            ("no issuer", token(#"{"alg":"RS256","kid":"k"}"#, "{}"), .issuer),
            (
                "an issuer that is a list",
                token(#"{"alg":"RS256","kid":"k"}"#, #"{"iss":["https://i.example"]}"#), .issuer
            ),
            (
                "more than a token has",
                token(
                    #"{"alg":"RS256","kid":"k"}"#,
                    #"{"iss":""# + String(repeating: "x", count: 20_000) + #""}"#), .tooLong
            ),
        ] as [(String, String, TokenRefusal)])
    func `is refused with`(what: String, text: String, refusal: TokenRefusal) {
        #expect(throws: refusal, "\(what)") { try CompactToken(text) }
    }

    @Test func `is told from our own keys by its form`() {
        #expect(CompactToken.isOne(token()))
        #expect(!CompactToken.isOne("wfu_EXAMPLEexampleEXAMPLEexampleEXAMPLEexample0"))
    }
}
