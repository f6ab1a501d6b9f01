extension CategoryCounts: Compact {
    package func write(to writer: inout ByteWriter) {
        writer.put(UInt64(capacity))
        writer.put(UInt64(filterCapacity))
        writer.put(mass)
        writer.put(otherMass)
        writer.put(observations)
        writer.put(epoch)
        writer.put(UInt64(first))
        writer.put(filter)
        writer.put(UInt64(entries.count))
        for entry in entries {
            writer.put(fixed: entry.category.high)
            writer.put(fixed: entry.category.low)
            writer.put(entry.record.mass)
            writer.put(UInt64(entry.record.occurrences))
            writer.put(UInt64(entry.record.first))
            writer.put(UInt64(entry.record.last &- entry.record.first))
        }
    }

    package init(from reader: inout ByteReader) throws(CompactError) {
        self.init(capacity: try reader.count(), filterCapacity: try reader.count())
        mass = try reader.unsigned()
        otherMass = try reader.unsigned()
        observations = try reader.unsigned()
        epoch = try reader.signed()
        first = UInt32(clamping: try reader.unsigned())
        filter = try reader.optional(SeenFilter.self)
        let count = try reader.count()
        guard count <= capacity else { throw .malformed }
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let category = Category(high: try reader.fixed(), low: try reader.fixed())
            let mass = try reader.unsigned()
            let occurrences = UInt32(clamping: try reader.unsigned())
            let first = UInt32(clamping: try reader.unsigned())
            let last = first &+ UInt32(clamping: try reader.unsigned())
            let record = Sighting.Record(mass: mass, occurrences: occurrences, first: first, last: last)
            entries.append(Entry(category: category, record: record))
        }
    }
}
