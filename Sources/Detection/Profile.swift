import PatternOfLife

/// The pattern of life of one entity, or of the whole tenant.
struct Profile: Hashable, Sendable {
    /// An entity is *learning* until it has been known for so long and seen so often.
    static let learningDays: Int64 = 14
    static let learningObservations: UInt64 = 50

    private(set) var address: CategoryCounts
    private(set) var network: CategoryCounts
    private(set) var wideNetwork: CategoryCounts
    private(set) var fileType: CategoryCounts
    private(set) var operation: CategoryCounts
    /// Recent activity, fading.
    private(set) var activity = DecayedCount()
    private(set) var observations: UInt64 = 0
    /// Seconds since 1970 of the first and the last observation; 0 before any.
    private(set) var first: Int64 = 0
    private(set) var last: Int64 = 0

    init(isTenant: Bool) {
        func counts(_ feature: Feature) -> CategoryCounts {
            let room = isTenant ? feature.tenantRoom : feature.entityRoom
            return CategoryCounts(capacity: room.values, filterCapacity: room.others)
        }
        address = counts(.address)
        network = counts(.network)
        wideNetwork = counts(.wideNetwork)
        fileType = counts(.fileType)
        operation = counts(.operation)
    }

    subscript(feature: Feature) -> CategoryCounts {
        switch feature {
        case .address: address
        case .network: network
        case .wideNetwork: wideNetwork
        case .fileType: fileType
        case .operation: operation
        }
    }

    func isLearning(at seconds: Int64) -> Bool {
        observations < Self.learningObservations || seconds - first < Self.learningDays * 86_400
    }

    mutating func learn(_ observation: Observation) {
        let seconds = observation.seconds
        first = observations == 0 ? seconds : min(first, seconds)
        last = observations == 0 ? seconds : max(last, seconds)
        observations += 1
        activity.record(at: seconds)
        if let category = observation.category(of: .address) { address.record(category, at: seconds) }
        if let category = observation.category(of: .network) { network.record(category, at: seconds) }
        if let category = observation.category(of: .wideNetwork) { wideNetwork.record(category, at: seconds) }
        if let category = observation.fileType { fileType.record(category, at: seconds) }
        operation.record(observation.operation, at: seconds)
    }
}

extension Profile: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(address)
        writer.put(network)
        writer.put(wideNetwork)
        writer.put(fileType)
        writer.put(operation)
        writer.put(activity)
        writer.put(observations)
        writer.put(first)
        writer.put(last)
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        address = try CategoryCounts(from: &reader)
        network = try CategoryCounts(from: &reader)
        wideNetwork = try CategoryCounts(from: &reader)
        fileType = try CategoryCounts(from: &reader)
        operation = try CategoryCounts(from: &reader)
        activity = try DecayedCount(from: &reader)
        observations = try reader.unsigned()
        first = try reader.signed()
        last = try reader.signed()
    }
}
