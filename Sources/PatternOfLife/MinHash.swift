/// A short signature of a set: the share of places in which two signatures agree estimates how much two sets
/// have in common (Jaccard).
///
/// - Note: Broder, *On the Resemblance and Containment of Documents* (1997).
package struct MinHash: Hashable, Sendable {
    package static let places = 32
    /// Places a band: sets that agree in a whole band are compared (locality-sensitive hashing).
    package static let bandPlaces = 4

    package private(set) var minima: [UInt32]

    /// - Returns: `nil` for an empty set.
    package init?(_ set: some Sequence<Category>) {
        var minima = [UInt32](repeating: .max, count: Self.places)
        var isEmpty = true
        for category in set {
            isEmpty = false
            let digest = category.digest
            for place in 0..<Self.places {
                let salted = Mixing.mix(digest ^ (UInt64(place) &* 0xD6E8_FEB8_6659_FD93))
                minima[place] = min(minima[place], UInt32(truncatingIfNeeded: salted >> 32))
            }
        }
        guard !isEmpty else { return nil }
        self.minima = minima
    }

    /// 0 to 1, in steps of 1/32.
    package func similarity(to other: MinHash) -> Double {
        var agreeing = 0
        for place in 0..<Self.places where minima[place] == other.minima[place] { agreeing += 1 }
        return Double(agreeing) / Double(Self.places)
    }

    /// One number a band.
    package var bands: [UInt64] {
        stride(from: 0, to: Self.places, by: Self.bandPlaces).map { start in
            (start..<start + Self.bandPlaces).reduce(Mixing.mix(UInt64(start))) {
                Mixing.mix($0 ^ UInt64(minima[$1]))
            }
        }
    }
}
