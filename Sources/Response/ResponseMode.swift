/// By whose leave an action may be taken, from the least freedom to the most.
package enum ResponseMode: String, Codable, CaseIterable, Comparable, Sendable {
    case never
    case askCustomer = "ask_customer"
    case askFloor = "ask_floor"
    case act

    package static func < (left: Self, right: Self) -> Bool { left.freedom < right.freedom }

    private var freedom: Int {
        switch self {
        case .never: 0
        case .askCustomer: 1
        case .askFloor: 2
        case .act: 3
        }
    }
}
