/// What media types a caller would rather have (RFC 9110, section 12.5.1).
struct Accept {
    private let ranges: [(type: String, quality: Double)]

    /// - Parameter field: the header; `nil` means anything.
    init(_ field: String?) {
        ranges = (field ?? "*/*").split(separator: ",").compactMap { range in
            let parts = range.split(separator: ";").map { String($0).trimmingSpace.lowercased() }
            guard let type = parts.first else { return nil }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
            return (type, quality.flatMap { Double($0) } ?? 1)
        }
    }

    /// Whether `type` is asked for more strongly than `usual`.
    func prefers(_ type: String, to usual: String) -> Bool { quality(of: type) > quality(of: usual) }

    /// The most exact range that matches decides.
    private func quality(of type: String) -> Double {
        let family = type.prefix { $0 != "/" } + "/*"
        for candidate in [type, String(family), "*/*"] {
            if let range = ranges.first(where: { $0.type == candidate }) { return range.quality }
        }
        return 0
    }
}
