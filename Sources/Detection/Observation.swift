import PatternOfLife
import Telemetry
import Vocabulary

/// What pattern of life takes from one event.
struct Observation: Hashable, Sendable {
    let id: EventID
    /// Microseconds, by the source's clock.
    let time: Int64
    /// The normalised name of who did it; empty where the source does not say, which teaches the tenant
    /// alone.
    let entity: String
    let address: Address?
    let fileType: Category?
    let operation: Category

    init(_ event: Event) {
        id = event.id
        time = event.time.microseconds
        entity = event.actor.map { Self.bounded($0.name) } ?? ""
        address = event.sourceAddress
        fileType = event.file.map { Category(word: $0.type) }
        operation = Category(word: Self.operationWord(event))
    }

    /// Names are as long as an e-mail address may be; a longer one is cut, so that no field grows the state.
    static func bounded(_ name: String) -> String {
        name.utf8.count <= 320 ? name : String(name.prefix(160))
    }

    var seconds: Int64 { Timestamp(microseconds: time).seconds }

    func category(of feature: Feature) -> Category? {
        switch feature {
        case .address: address.map(NetworkCategory.category)
        case .network: address.map { NetworkCategory.category(of: $0, v4: 24, v6: 64) }
        case .wideNetwork: address.map { NetworkCategory.category(of: $0, v4: 16, v6: 48) }
        case .fileType: fileType
        case .operation: operation
        }
    }

    private static func operationWord(_ event: Event) -> String {
        event.application.isEmpty ? event.operation : event.application + " " + event.operation
    }
}

extension Observation: Comparable {
    /// The order in which state advances.
    static func < (left: Self, right: Self) -> Bool {
        left.time == right.time ? left.id < right.id : left.time < right.time
    }
}

extension Observation: Compact {
    func write(to writer: inout ByteWriter) {
        writer.put(fixed: id.high)
        writer.put(fixed: id.low)
        writer.put(time)
        writer.put(entity)
        writer.put(address != nil)
        if let address {
            writer.put(address.isIPv4)
            writer.put(fixed: address.high)
            writer.put(fixed: address.low)
        }
        writer.put(fileType != nil)
        if let fileType { writer.put(category: fileType) }
        writer.put(category: operation)
    }

    init(from reader: inout ByteReader) throws(CompactError) {
        id = EventID(high: try reader.fixed(), low: try reader.fixed())
        time = try reader.signed()
        entity = try reader.string()
        if try reader.bool() {
            let isIPv4 = try reader.bool()
            address = Address(high: try reader.fixed(), low: try reader.fixed(), isIPv4: isIPv4)
        } else {
            address = nil
        }
        fileType = try reader.bool() ? try reader.category() : nil
        operation = try reader.category()
    }
}

extension ByteWriter {
    mutating func put(category: Category) {
        put(fixed: category.high)
        put(fixed: category.low)
    }
}

extension ByteReader {
    mutating func category() throws(CompactError) -> Category {
        Category(high: try fixed(), low: try fixed())
    }
}
