/// How far something may be passed on (FIRST's Traffic Light Protocol 2.0).
package enum TLP: String, Codable, CaseIterable, Sendable {
    case red, amber
    case amberStrict = "amber+strict"
    case green, clear
}
