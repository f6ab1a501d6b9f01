/// How surprising one value is for one entity: the chance that a draw from what is normal for it is as
/// improbable as this one, or more.
///
///     q_e(v) = (c_e(v) + a q_g(v)) / (n_e + a)        p(v) = sum of q_e(u) over all u with q_e(u) <= q_e(v)
///
/// `q_g` is the same estimate for the entity's peers, theirs backs off to the tenant without the entity
/// (leave one out), and the tenant's has an explicit mass for what nobody ever met. `a` grows with how often
/// something new comes (`n` times distinct over total), so that a traveller's new places are less surprising
/// than a homebody's.
///
/// - Note: the back-off is Witten and Bell's method C (1991) in the Bayesian form of MacKay and Peto (1995).
package enum Surprise {
    private struct Level {
        var total: Double
        var strength: Double
    }

    /// - Parameters:
    ///   - category: the value met.
    ///   - entity: what the entity did.
    ///   - peers: what its peers did, without it; empty to go to the tenant at once.
    ///   - tenant: what everyone did, the entity too.
    ///   - asOf: seconds since 1970; values first met later count as not met.
    /// - Returns: greater than 0, at most 1; `nil` where nothing is known of anyone, or the tenant met more
    ///   values than it remembers and this one is not among them.
    package static func pValue(
        of category: Category, entity: CategoryCounts, peers: [CategoryCounts], tenant: CategoryCounts,
        asOf: Int64 = .max
    ) -> Double? {
        guard tenant.observations > 0 else { return nil }
        let inTenant = tenant.sighting(of: category, asOf: asOf)
        let inEntity = entity.sighting(of: category, asOf: asOf)
        if inTenant == .unknown, inEntity == .never || inEntity == .unknown { return nil }
        let now = max(tenant.epoch, entity.epoch)
        let keys = merged(tenant.entries, entity.entries)
        var own = masses(of: keys, in: [entity], at: now)
        let near = masses(of: keys, in: peers, at: now)
        var far = masses(of: keys, in: [tenant], at: now)
        for index in far.values.indices {
            far.values[index] = max(0, far.values[index] - own.values[index])
        }
        // What the entity did counts at its own level only.
        far.total = max(0, far.total - own.total)
        far.other = max(0, far.other - own.other)
        let farTotal = far.values.reduce(0, +) + far.other
        let root = Level(total: farTotal, strength: strength(of: [tenant], total: farTotal))
        let middle = Level(
            total: near.total, strength: peers.isEmpty ? 0 : strength(of: peers, total: near.total))
        let leaf = Level(total: own.total, strength: strength(of: [entity], total: own.total))

        func estimate(_ own: Double, _ near: Double, _ far: Double) -> Double {
            let base = far / (root.total + root.strength)
            let group =
                peers.isEmpty ? base : (near + middle.strength * base) / (middle.total + middle.strength)
            return (own + leaf.strength * group) / (leaf.total + leaf.strength)
        }
        let unseen = estimate(0, 0, root.strength)
        let otherCount = Double(max(1, tenant.filter?.valueCount ?? 0))
        let others = estimate(own.other, near.other, far.other)

        let observed: Double
        let place = place(of: category, in: keys)
        let isRetained = place < keys.count && keys[place] == category
        if inTenant == .never, inEntity == .never {
            observed = unseen
        } else if isRetained {
            if inEntity == .never { own.values[place] = 0 }
            observed = estimate(own.values[place], near.values[place], far.values[place])
        } else {
            observed = others / otherCount
        }

        var p = unseen <= observed ? unseen : 0
        if others / otherCount <= observed { p += others }
        for index in keys.indices {
            let value = estimate(own.values[index], near.values[index], far.values[index])
            if value <= observed { p += value }
        }
        return min(1, max(p, .leastNonzeroMagnitude))
    }

    /// How many occurrences the level above is worth: in the mean, as many as were new.
    private static func strength(of counts: [CategoryCounts], total: Double) -> Double {
        let distinct = counts.reduce(0.0) { $0 + Double($1.distinct) }
        let observations = counts.reduce(0.0) { $0 + Double($1.observations) }
        guard observations > 0 else { return Double(Decay.unit) }
        return max(Double(Decay.unit), total * min(1, distinct / observations))
    }

    private struct Masses {
        var values: [Double]
        var other: Double
        var total: Double
    }

    /// Each key's mass in all of `counts` together, as of one epoch.
    private static func masses(of keys: [Category], in counts: [CategoryCounts], at epoch: Int64) -> Masses {
        var sums = Masses(values: Array(repeating: 0, count: keys.count), other: 0, total: 0)
        for count in counts {
            let scale =
                Double(Decay.scaled(Decay.massMaximum, epochs: epoch - count.epoch))
                / Double(Decay.massMaximum)
            var kept = 0.0
            var position = 0
            for entry in count.entries {
                while position < keys.count, keys[position] < entry.category { position += 1 }
                guard position < keys.count else { break }
                guard keys[position] == entry.category else { continue }
                let mass = Double(entry.record.mass) * scale
                sums.values[position] += mass
                kept += mass
            }
            let total = Double(count.mass) * scale
            sums.total += total
            sums.other += max(0, total - kept)
        }
        return sums
    }

    private static func merged(_ left: [CategoryCounts.Entry], _ right: [CategoryCounts.Entry]) -> [Category]
    {
        var keys: [Category] = []
        keys.reserveCapacity(left.count + right.count)
        var other = 0
        for entry in left {
            while other < right.count, right[other].category < entry.category {
                keys.append(right[other].category)
                other += 1
            }
            if other < right.count, right[other].category == entry.category { other += 1 }
            keys.append(entry.category)
        }
        keys.append(contentsOf: right[other...].map(\.category))
        return keys
    }

    private static func place(of category: Category, in keys: [Category]) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < category { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
