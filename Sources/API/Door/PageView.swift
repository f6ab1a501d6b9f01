import Vocabulary

/// One page on the wire.
struct PageView<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
    /// Absent on the last page.
    let nextCursor: String?

    /// Of a list that is ordered by id.
    init<Element>(_ page: Page<Element>, _ view: (Element) -> Item) {
        items = page.items.map(view)
        nextCursor = page.nextCursor.flatMap { Cursor(id: $0).text }
    }
}

/// Everything at once, where there is never more than a page of it.
struct ListView<Item: Encodable & Sendable>: Encodable, Sendable {
    let items: [Item]
}
