import PatternOfLife
import Telemetry

/// What pattern of life counts of an event.
package enum Feature: String, CaseIterable, Sendable {
    /// The exact address.
    case address
    /// The /24 or /64: what a household or an office holds.
    case network
    /// The /16 or /48.
    case wideNetwork = "wide_network"
    case fileType = "file_type"
    /// The source's service and operation: `drive download`.
    case operation

    /// Room for exact values and for further ones, for one entity; sized so that an entity stays below 16 KB.
    var entityRoom: (values: Int, others: Int) {
        switch self {
        case .network: (64, 500)
        case .fileType: (48, 500)
        case .address, .wideNetwork, .operation: (32, 500)
        }
    }

    /// The same for the whole tenant, of which there is one.
    var tenantRoom: (values: Int, others: Int) {
        switch self {
        case .address, .network, .wideNetwork: (1_024, 20_000)
        case .fileType, .operation: (256, 10_000)
        }
    }

    /// How a category of this feature is written for people.
    func text(of category: Category) -> String {
        switch self {
        case .address: NetworkCategory.address(of: category).description
        case .network: NetworkCategory.text(of: category, v4: 24, v6: 64)
        case .wideNetwork: NetworkCategory.text(of: category, v4: 16, v6: 48)
        case .fileType, .operation:
            category.word ?? "#" + String(category.high, radix: 16)
        }
    }
}
