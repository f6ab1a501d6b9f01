/// One page of a list, with the cursor of the next.
package struct Page<Item: Sendable>: Sendable {
    /// The most that one page holds: what a person or a script takes in at once, and one response can carry.
    package static var limitMaximum: Int { 200 }

    package let items: [Item]
    /// Opaque; `nil` on the last page.
    package let nextCursor: String?

    package init(items: [Item], nextCursor: String?) {
        self.items = items
        self.nextCursor = nextCursor
    }

    package func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), nextCursor: nextCursor)
    }
}
