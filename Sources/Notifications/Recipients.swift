/// Who hears of a notice: the security contacts whose thresholds it passes, the administrators, or the one who asked
/// for support.
///
/// - Parameters:
///   - notice: what there is to hear.
///   - contacts: those of the notice's tenant who may be written to now.
/// - Returns: nobody twice, in the contacts' order; two spellings of one address are one person.
package func recipients(for notice: Notice, among contacts: [Contact]) -> [Recipient] {
    let found: [Recipient]
    switch notice.audience {
    case .securityContacts:
        found = contacts.filter { $0.wants(notice) }.map {
            Recipient(name: $0.name, address: $0.address, reason: .securityContact)
        }
    case .administrators(let others):
        found = contacts.filter { !$0.roles.isDisjoint(with: others.union([.administration])) }.map {
            Recipient(
                name: $0.name, address: $0.address,
                reason: $0.roles.contains(.administration) ? .administrator : .securityContact)
        }
    case .requester(let requester):
        found = [Recipient(name: requester.name ?? "", address: requester.address, reason: .requester)]
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.address.key).inserted }
}

/// The circle that a kind of notice is meant for.
package enum Audience: Hashable, Sendable {
    case securityContacts
    /// Whatever they want to hear of, and these besides.
    case administrators(and: Set<Contact.Role>)
    case requester(Mailbox)
}

extension Notice {
    package var audience: Audience {
        switch self {
        case .alertRaised, .incidentOpened, .caseOpened, .caseClosed, .responseProposed, .responseTaken:
            .securityContacts
        case .breakGlassUsed: .administrators(and: [.security])
        case .accessRequested: .administrators(and: [])
        case .supportRequestReceived(let facts): .requester(facts.requester)
        case .supportRequestAnswered(let facts): .requester(facts.requester)
        case .supportRequestResolved(let facts): .requester(facts.requester)
        }
    }
}

extension Contact {
    fileprivate func wants(_ notice: Notice) -> Bool {
        guard roles.contains(.security) else { return false }
        switch notice {
        case .alertRaised(let facts):
            guard let alertsFrom else { return false }
            return facts.observation.severity >= alertsFrom
        case .incidentOpened(let facts): return facts.observation.severity >= incidentsFrom
        case .caseOpened(let facts): return facts.severity >= incidentsFrom
        case .caseClosed(let facts): return facts.severity >= incidentsFrom
        case .responseProposed, .responseTaken: return true
        case .supportRequestReceived, .supportRequestAnswered, .supportRequestResolved, .breakGlassUsed,
            .accessRequested:
            return false
        }
    }
}
