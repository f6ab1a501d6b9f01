import PatternOfLife
import Testing

@Suite struct `A surprise` {
    private let office = Category(word: "office")
    private let home = Category(word: "home")
    private let other = Category(word: "other office")
    private let nowhere = Category(word: "nowhere")

    private func counts(_ numbers: KeyValuePairs<PatternOfLife.Category, Int>) -> CategoryCounts {
        var counts = CategoryCounts()
        for (category, number) in numbers {
            for _ in 0..<number { counts.record(category, at: start) }
        }
        return counts
    }

    private func total(_ parts: [CategoryCounts]) -> CategoryCounts {
        var counts = CategoryCounts(capacity: 1_024)
        for part in parts {
            for entry in part.entries {
                for _ in 0..<entry.record.occurrences { counts.record(entry.category, at: start) }
            }
        }
        return counts
    }

    @Test func `is what the formula says`() throws {
        let entity = counts([office: 8, home: 2])
        let rest = counts([office: 60, other: 30])
        let p = try #require(
            Surprise.pValue(of: nowhere, entity: entity, peers: [], tenant: total([entity, rest])))
        // The tenant without the entity: 60 and 30 of 90; it met 3 different in 100, so its strength is 2.7
        // and the unseen has 2.7 / 92.7 = 0.029126. The entity met 2 different in 10: strength 2, and gives
        // the unseen 2 * 0.029126 / 12 = 0.0048544. Its home weighs 2 / 12, all else more than the unseen
        // too: p is that alone.
        #expect(abs(p - 0.0048544) < 0.00001)
        // The other office: 2 * (30 / 92.7) / 12 = 0.053937, and the unseen is less likely still.
        let q = try #require(
            Surprise.pValue(of: other, entity: entity, peers: [], tenant: total([entity, rest])))
        #expect(abs(q - 0.053937 - 0.0048544) < 0.00001)
    }

    @Test func `is none for the most likely`() throws {
        let entity = counts([office: 8, home: 2])
        let p = try #require(
            Surprise.pValue(
                of: office, entity: entity, peers: [], tenant: total([entity, counts([office: 90])])))
        #expect(abs(p - 1) < 0.000001)
    }

    @Test func `asks the peers before the tenant`() throws {
        let entity = counts([office: 50])
        let peers = (0..<6).map { _ in counts([office: 40, other: 10]) }
        let rest = counts([office: 1_000])
        let tenant = total([entity, rest] + peers)
        let alone = try #require(Surprise.pValue(of: other, entity: entity, peers: [], tenant: tenant))
        let among = try #require(Surprise.pValue(of: other, entity: entity, peers: peers, tenant: tenant))
        #expect(among > alone)
    }

    @Test func `is less for someone who is often in new places`() throws {
        var traveller = counts([office: 60])
        for number in 0..<20 { traveller.record(Category(word: "hotel \(number)"), at: start) }
        let homebody = counts([office: 60, home: 20])
        let tenant = total([traveller, homebody, counts([office: 900])])
        let rare = try #require(Surprise.pValue(of: nowhere, entity: homebody, peers: [], tenant: tenant))
        let usual = try #require(Surprise.pValue(of: nowhere, entity: traveller, peers: [], tenant: tenant))
        #expect(usual > 5 * rare)
    }

    @Test func `is unknown where nobody ever did anything`() {
        let none = CategoryCounts()
        #expect(Surprise.pValue(of: office, entity: none, peers: [], tenant: none) == nil)
    }

    @Test func `is unknown where the tenant met more than it remembers`() {
        var tenant = CategoryCounts(capacity: 4, filterCapacity: 10)
        for number in 0..<100 { tenant.record(Category(word: "place \(number)"), at: start) }
        #expect(Surprise.pValue(of: nowhere, entity: CategoryCounts(), peers: [], tenant: tenant) == nil)
    }

    @Test(arguments: 1...40) func `is a chance, and ordered as the estimates are`(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        func some(_ number: Int) -> CategoryCounts {
            var counts = CategoryCounts()
            for _ in 0..<number {
                let skewed = Int.random(in: 0...Int.random(in: 0..<20, using: &random), using: &random)
                counts.record(Category(word: "\(skewed)"), at: start)
            }
            return counts
        }
        let entity = some(Int.random(in: 0..<200, using: &random))
        let peers = (0..<5).map { _ in some(50) }
        let tenant = total([entity, some(300)] + peers)
        for number in 0..<25 {
            let p = try #require(
                Surprise.pValue(of: Category(word: "\(number)"), entity: entity, peers: peers, tenant: tenant)
            )
            #expect(p > 0 && p <= 1)
        }
        let likeliest = try #require(
            entity.entries.max { $0.record.mass < $1.record.mass } ?? tenant.entries.first)
        let p = try #require(
            Surprise.pValue(of: likeliest.category, entity: entity, peers: peers, tenant: tenant))
        let unseen = try #require(
            Surprise.pValue(of: nowhere, entity: entity, peers: peers, tenant: tenant))
        #expect(p >= unseen)
    }
}
