/// Where a record comes from, which says how to read it. The names are those of the uplink's `source` parameter.
package enum Source: String, Codable, CaseIterable, Sendable {
    case googleWorkspace = "google_workspace"
    case genericAlert = "generic_alert"
}
