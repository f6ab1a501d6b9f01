/// One person whom one notice reaches, and why.
package struct Recipient: Hashable, Codable, Sendable {
    package enum Reason: String, Codable, Sendable {
        case securityContact = "security_contact"
        case administrator
        case requester
    }

    package let name: String
    package let address: MailAddress
    package let reason: Reason

    package init(name: String, address: MailAddress, reason: Reason) {
        self.name = name
        self.address = address
        self.reason = reason
    }

    package var mailbox: Mailbox { Mailbox(name: name.isEmpty ? nil : name, address: address) }
}
