package import Vocabulary

extension Event {
    /// Whose behaviour it is: the actor, else the one person it concerned.
    package var subject: Entity? {
        (actor ?? targets.first).map { Entity(.user, $0.name) }
    }

    /// What a segment is indexed by: people, address and file, each once.
    package var entities: [Entity] {
        var found: [Entity] = []
        func add(_ entity: Entity) {
            if !found.contains(entity) { found.append(entity) }
        }
        if let actor { add(Entity(.user, actor.name)) }
        for target in targets { add(Entity(.user, target.name)) }
        if let sourceAddress { add(Entity(.address, sourceAddress.description)) }
        if let file { add(Entity(.file, file.id)) }
        return found
    }

    /// Where it came from, at the three widths.
    package var networks: Networks? { sourceAddress?.networks }

    package var isDownload: Bool { self.class == .fileHostingActivity && activityID == 2 }
    package var isShare: Bool { self.class == .fileHostingActivity && activityID == 12 }
    package var isLogon: Bool { self.class == .authentication && activityID == 1 && status == .success }
    package var isFailedLogon: Bool { self.class == .authentication && activityID == 1 && status == .failure }
}
