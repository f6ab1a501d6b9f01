extension OrganisationID {
    /// The operator, of which there is one: its row comes with the schema.
    package static let `operator` = OrganisationID(high: 0x0000_0000_0000_7000, low: 0x8000_0000_0000_0001)
}
