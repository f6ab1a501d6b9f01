package import Vocabulary

/// What a path names an item by: its id, or the short number that people use.
package enum ItemKey<Noun>: Hashable, Sendable {
    case id(Identifier<Noun>)
    case number(Int64)

    /// `series`: the series that this kind of item counts in; another series' number names nothing here.
    package init?(_ text: some StringProtocol, in series: Reference.Series) {
        if let id = Identifier<Noun>(text) {
            self = .id(id)
        } else if let reference = Reference(text), reference.series == series {
            self = .number(reference.number)
        } else {
            return nil
        }
    }
}

/// The kinds of item that have a tenant, an id and a short number.
package enum ItemKind: String, Sendable {
    case alert, incident, `case`, supportRequest, responseAction, event
}
