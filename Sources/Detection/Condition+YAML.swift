extension Condition {
    /// Reads `rarity: {…}`, `surprise: {…}`, `departed: true`, `learning: true`, `adopted: {…}` or `not:
    /// {…}`.
    init(node: StrictNode) throws(ModelError) {
        self = try node.fields { fields throws(ModelError) in
            if let node = fields.optional("rarity") { return try Self.rarity(node) }
            if let node = fields.optional("surprise") {
                return try node.fields { fields throws(ModelError) in
                    let atMost = try fields.required("at_most")
                    guard try atMost.number() > 0, try atMost.number() <= 1 else {
                        throw atMost.refused("greater than 0, at most 1")
                    }
                    return .surprise(
                        try fields.required("feature").named(Feature.self), atMost: try atMost.number())
                }
            }
            if let node = fields.optional("departed") { return try Self.plain(.departed, node) }
            if let node = fields.optional("learning") { return try Self.plain(.learning, node) }
            if let node = fields.optional("adopted") {
                return try node.fields { fields throws(ModelError) in
                    .adopted(
                        people: try fields.required("people").integer(),
                        percent: try fields.required("percent").integer(),
                        withinSeconds: try fields.required("within_seconds").integer())
                }
            }
            if let node = fields.optional("not") { return .not(try Condition(node: node)) }
            throw fields.place.refused(
                "one of rarity, surprise, departed, learning, adopted, not is expected")
        }
    }

    private static func rarity(_ node: StrictNode) throws(ModelError) -> Condition {
        try node.fields { fields throws(ModelError) in
            let atLeast = try fields.required("at_least")
            guard try (0...100).contains(atLeast.number()) else { throw atLeast.refused("0 to 100") }
            return .rarity(
                try fields.required("feature").named(Feature.self),
                try fields.required("level").named(Level.self), atLeast: try atLeast.number())
        }
    }

    private static func plain(_ condition: Condition, _ node: StrictNode) throws(ModelError) -> Condition {
        try node.isTrue() ? condition : .not(condition)
    }
}
