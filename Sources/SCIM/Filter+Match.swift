import Vocabulary

extension Filter {
    /// Whether a resource, or a value inside one, fulfils the filter.
    ///
    /// - `attributes`: what its members are.
    func matches(_ resource: JSON, _ attributes: [Attribute]) -> Bool {
        switch self {
        case .and(let left, let right):
            left.matches(resource, attributes) && right.matches(resource, attributes)
        case .or(let left, let right):
            left.matches(resource, attributes) || right.matches(resource, attributes)
        case .not(let filter): !filter.matches(resource, attributes)
        case .present(let path): !path.values(in: resource).isEmpty
        case .any(let path, let filter):
            path.values(in: resource).contains {
                filter.matches($0, attributes.named(path.name)?.parts ?? [])
            }
        case .compare(let path, let comparison, let wanted):
            path.compare(resource, attributes) { value, isCaseExact in
                comparison.holds(value, wanted, isCaseExact: isCaseExact)
            }
        }
    }
}

extension AttributePath {
    /// All values that stand there; none for what is absent or empty.
    func values(in resource: JSON) -> [JSON] {
        guard let found = resource[name] else { return [] }
        let values = found.array ?? [found]
        guard let part else { return values.filter { $0 != .null && $0 != "" } }
        return values.compactMap { $0[part] }.filter { $0 != .null && $0 != "" }
    }

    fileprivate func compare(
        _ resource: JSON, _ attributes: [Attribute], _ holds: (JSON?, Bool) -> Bool
    ) -> Bool {
        let attribute = attributes.named(name)
        var path = self
        var compared = part.flatMap { attribute?.part($0) } ?? attribute
        // `emails co "x"` is about the values of the emails.
        if part == nil, attribute?.kind == .complex, let value = attribute?.part("value") {
            path = AttributePath(name: name, part: value.name)
            compared = value
        }
        let values = path.values(in: resource)
        let isCaseExact = compared?.isCaseExact ?? false
        return values.isEmpty ? holds(nil, isCaseExact) : values.contains { holds($0, isCaseExact) }
    }

    private init(name: String, part: String?) {
        self.name = name
        self.part = part
    }
}

extension Filter.Comparison {
    fileprivate func holds(_ value: JSON?, _ wanted: JSON, isCaseExact: Bool) -> Bool {
        guard let value else {
            return self == .unequal ? wanted != .null : self == .equal && wanted == .null
        }
        guard case .string(let left) = value, case .string(let right) = wanted else {
            switch self {
            case .equal: return value == wanted
            case .unequal: return value != wanted
            default: return false
            }
        }
        let (have, want) = isCaseExact ? (left, right) : (left.lowercased(), right.lowercased())
        return switch self {
        case .equal: have == want
        case .unequal: have != want
        case .contains: have.contains(want)
        case .beginsWith: have.hasPrefix(want)
        case .endsWith: have.hasSuffix(want)
        case .greater: have > want
        case .greaterOrEqual: have >= want
        case .less: have < want
        case .lessOrEqual: have <= want
        }
    }
}
