import PatternOfLife
import Telemetry
import Vocabulary

/// What a model made of one event.
struct Evaluation: Sendable {
    let model: Model
    let components: [Finding.Component]
    let score: Int
    /// The defeat that held, if one did.
    let defeatedBy: String?

    var isMatch: Bool { defeatedBy == nil && score >= model.target }

    init(_ model: Model, in scene: Scene) {
        self.model = model
        let counted = model.components.filter { scene.holds($0.conditions) }
        score = counted.reduce(0) { $0 + $1.weight }
        defeatedBy = model.defeats.first { scene.holds($0.conditions) }?.name
        components = counted.map {
            Finding.Component(name: $0.name, weight: $0.weight, statement: scene.statement(of: $0))
        }
    }
}

extension Finding {
    /// What is to be said of a match; `position` and `fingerprint` are given when it is decided.
    init(_ evaluation: Evaluation, in scene: Scene) {
        let model = evaluation.model
        let event = scene.event
        let subject = Entity(.user, scene.observation.entity)
        var entities = [subject]
        if let address = event.sourceAddress { entities.append(Entity(.address, address.description)) }
        if let file = event.file { entities.append(Entity(.file, file.id)) }
        let rarities = [Feature.network, .fileType, .operation].compactMap {
            scene.rarity(of: $0, at: .entity)?.percent
        }
        self.init(
            model: model.id, modelVersion: model.version, title: model.title, severity: model.severity,
            techniques: model.techniques, subject: subject, entities: entities, score: evaluation.score,
            confidence: min(100, max(0, evaluation.score)), rarity: rarities.max() ?? 0,
            components: evaluation.components, eventIDs: [event.id], time: event.time, position: 0,
            fingerprint: "", suggestedResponse: model.suggestedResponse,
            display: model.display.compactMap { $0.field(in: scene) })
    }

    /// The same, decided.
    func decided(
        components: [Component], score: Int, position: Int64, fingerprint: String
    ) -> Finding {
        Finding(
            model: model, modelVersion: modelVersion, title: title, severity: severity,
            techniques: techniques, subject: subject, entities: entities, score: score,
            confidence: min(100, max(0, score)), rarity: rarity, components: components, eventIDs: eventIDs,
            time: time, position: position, fingerprint: fingerprint, suggestedResponse: suggestedResponse,
            display: display)
    }
}

extension Model.Display {
    /// - Returns: `nil` where the event does not tell.
    fileprivate func field(in scene: Scene) -> Finding.DisplayField? {
        let event = scene.event
        switch self {
        case .user: return .init("User", scene.observation.entity)
        case .file: return event.file.map { .init("File", $0.name) }
        case .type: return event.file.map { .init("Type", $0.type) }
        case .owner: return event.file?.owner.map { .init("Owner", $0) }
        case .visibility: return event.file.map { .init("Visibility", $0.visibility.rawValue) }
        case .address: return event.sourceAddress.map { .init("Address", $0.description) }
        case .network:
            return scene.observation.category(of: .network).map {
                .init("Network", Feature.network.text(of: $0))
            }
        case .rarity: return scene.widths.map { .init("Rarity", $0) }
        case .time: return .init("Time", Timestamp(seconds: event.time.seconds).description)
        }
    }
}
