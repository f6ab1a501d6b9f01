import Vocabulary

/// What an operation needs its caller to be allowed.
package enum Permission: Sendable {
    /// Send events for its own tenant.
    case sendEvents
    /// Read alerts, incidents, cases, requests and what belongs to them.
    case readCasework
    /// Read native records and the audit log's values.
    case readEvidence
    /// Decide on alerts and cases.
    case workCases
    /// Open support requests and write on them.
    case askForSupport
    /// Answer and resolve support requests.
    case answerSupport
    /// Approve or reject a response that the customer is asked about.
    case decideForCustomer
    /// Approve or reject a response that the floor is asked about.
    case decideForFloor
    /// Users, sensors, keys, policies, connectors, departures.
    case administerTenant
    /// Tenants, grants, onboarding.
    case administerPlatform
}

extension Caller {
    package func may(_ permission: Permission) -> Bool {
        switch self {
        case .nobody: false
        case .sensor: permission == .sendEvents
        case .system: true
        case .user(_, _, let role, _): role.may(permission)
        case .staff(_, let role, _): role.may(permission)
        }
    }
}

extension UserRole {
    fileprivate func may(_ permission: Permission) -> Bool {
        switch permission {
        case .readCasework, .readEvidence: true
        case .askForSupport: self != .tenantViewer
        case .administerTenant, .decideForCustomer: self == .tenantAdmin
        case .sendEvents, .workCases, .answerSupport, .decideForFloor, .administerPlatform: false
        }
    }
}

extension StaffRole {
    fileprivate func may(_ permission: Permission) -> Bool {
        switch permission {
        case .readCasework: self != .platformAdmin
        case .readEvidence: self != .platformAdmin && self != .support
        case .workCases: self == .analyst || self == .lead || self == .hunter
        case .answerSupport, .askForSupport: self != .platformAdmin
        case .decideForFloor: self == .analyst || self == .lead
        case .administerTenant, .administerPlatform: self == .platformAdmin
        case .sendEvents, .decideForCustomer: false
        }
    }
}
