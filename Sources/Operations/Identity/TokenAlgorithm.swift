/// The signature algorithms that are taken (RFC 7518, RFC 8037): all asymmetric, so that what an issuer publishes
/// never signs.
package enum TokenAlgorithm: String, Hashable, CaseIterable, Sendable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case edDSA = "EdDSA"
}
