/// An address with the name that a reader sees before it.
package struct Mailbox: Hashable, Codable, Sendable {
    package let name: String?
    package let address: MailAddress

    package init(name: String? = nil, address: MailAddress) {
        self.name = name
        self.address = address
    }
}
