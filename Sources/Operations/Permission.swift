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
    /// The customer's people: users and departures.
    case managePeople
    /// Users, sensors, keys, policies, connectors, departures.
    case administerTenant
    /// Tenants, grants, onboarding.
    case administerPlatform
    /// See who of the operator may look, who asks to, and who looked.
    case overseeAccess
    /// Approve or reject what somebody of the operator asks for.
    case decideOnAccess
    /// Ask to be let in.
    case askForAccess
    /// Let oneself in when it burns.
    case breakGlass
}

extension Caller {
    package func may(_ permission: Permission) -> Bool {
        switch self {
        case .nobody: false
        case .sensor: permission == .sendEvents
        case .integration(_, _, let scopes): scopes.contains { $0.permission == permission }
        case .system: true
        case .user(_, _, let role, _): role.may(permission)
        case .staff(_, let role, _): role.may(permission)
        }
    }
}

/// What a customer lets a program do: `case:read`, the form in the database and on the wire.
package enum IntegrationScope: String, Codable, CaseIterable, Sendable {
    /// Alerts, incidents, cases, support requests, response actions and what belongs to them.
    case caseRead = "case:read"
    /// Native records.
    case evidenceRead = "evidence:read"
    /// Open support requests and write on them.
    case supportWrite = "support:write"
    /// Tell who has left, and add or remove the customer's people.
    case peopleWrite = "people:write"

    var permission: Permission {
        switch self {
        case .caseRead: .readCasework
        case .evidenceRead: .readEvidence
        case .supportWrite: .askForSupport
        case .peopleWrite: .managePeople
        }
    }
}

extension UserRole {
    fileprivate func may(_ permission: Permission) -> Bool {
        switch permission {
        case .readCasework, .readEvidence, .overseeAccess: true
        case .askForSupport: self != .tenantViewer
        case .administerTenant, .managePeople, .decideForCustomer, .decideOnAccess: self == .tenantAdmin
        case .sendEvents, .workCases, .answerSupport, .decideForFloor, .administerPlatform, .askForAccess,
            .breakGlass:
            false
        }
    }
}

extension StaffRole {
    fileprivate func may(_ permission: Permission) -> Bool {
        switch permission {
        case .readCasework: self != .platformAdmin
        case .readEvidence: self != .platformAdmin && self != .support
        case .workCases: self == .analyst || self == .lead || self == .hunter
        case .answerSupport, .askForSupport, .askForAccess: self != .platformAdmin
        case .decideForFloor, .breakGlass: self == .analyst || self == .lead
        case .decideOnAccess: self == .lead
        case .administerTenant, .managePeople, .administerPlatform, .overseeAccess: self == .platformAdmin
        case .sendEvents, .decideForCustomer: false
        }
    }
}
