package import MerkleLog
package import Notifications
import Vocabulary

/// Everything that an operation reaches beyond its own values: the ports, gathered once where the service is wired.
package struct Floor: Sendable {
    package let store: any Store
    package let identifiers: Identifiers
    package let directories: any DirectoryFactory
    /// `nil` where the operator sells through no marketplace.
    package let marketplace: (any Marketplace)?
    /// Speaks to the issuers of people's tokens.
    package let issuers: any IdentityIssuers
    /// Holds tokens against their issuers' keys.
    package let tokens: any TokenVerifier
    package let sealing: any Sealing
    package let mail: any MailSender
    package let renderer: any NoticeRenderer
    /// Signs the heads of the audit logs.
    package let auditSigner: NoteSigner
    package let settings: FloorSettings
    let addressRefusals = AddressRefusals()

    package init(
        store: any Store, identifiers: Identifiers, directories: any DirectoryFactory,
        marketplace: (any Marketplace)?, issuers: any IdentityIssuers, tokens: any TokenVerifier,
        sealing: any Sealing, mail: any MailSender,
        renderer: any NoticeRenderer, auditSigner: NoteSigner, settings: FloorSettings
    ) {
        self.store = store
        self.identifiers = identifiers
        self.directories = directories
        self.marketplace = marketplace
        self.issuers = issuers
        self.tokens = tokens
        self.sealing = sealing
        self.mail = mail
        self.renderer = renderer
        self.auditSigner = auditSigner
        self.settings = settings
    }
}

/// What the operator chose once for the whole floor.
package struct FloorSettings: Sendable {
    /// Where people reach this service, without a final slash: links in mails begin with it.
    package let publicURL: String
    /// The sender of every mail.
    package let mailFrom: String
    /// The one region whose tenants this node serves.
    package let region: String

    /// Scheme, host and port, as a browser writes them.
    package var origin: String {
        publicURL.split(separator: "/", maxSplits: 3).prefix(2).joined(separator: "//")
    }

    package init(publicURL: String, mailFrom: String, region: String) {
        self.publicURL = publicURL
        self.mailFrom = mailFrom
        self.region = region
    }
}
