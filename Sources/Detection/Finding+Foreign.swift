import Telemetry
import Vocabulary

extension Finding {
    /// The model under which other products' alerts go.
    package static let foreignModel = "third-party.alert"

    /// Another product's alert as a finding of its own kind: its title, severity and fingerprint are kept.
    ///
    /// - Returns: `nil` where the event is no alert.
    init?(foreign event: Event, position: Int64) {
        guard let foreign = event.finding else { return nil }
        let product = Entity(.application, foreign.product)
        let subject = event.actor.map { Entity(.user, Observation.bounded($0.name)) } ?? product
        var entities = [subject]
        if subject != product { entities.append(product) }
        if let address = event.sourceAddress { entities.append(Entity(.address, address.description)) }
        if let file = event.file { entities.append(Entity(.file, file.id)) }
        var display = [DisplayField("Product", foreign.product)]
        if let actor = event.actor { display.append(DisplayField("User", actor.name)) }
        if let uid = foreign.uid { display.append(DisplayField("Alert", uid)) }
        if let link = foreign.link { display.append(DisplayField("Link", link)) }
        if let address = event.sourceAddress { display.append(DisplayField("Address", address.description)) }
        display.append(DisplayField("Time", Timestamp(seconds: event.time.seconds).description))
        self.init(
            model: Self.foreignModel, modelVersion: 1, title: foreign.title, severity: event.severity,
            techniques: [], subject: subject, entities: entities, score: 0, confidence: 50, rarity: 0,
            components: [
                Component(
                    name: "reported_by_product", weight: 0,
                    statement: "\(foreign.product) reported this; it was not measured here")
            ],
            eventIDs: [event.id], time: event.time, position: position, fingerprint: foreign.fingerprint,
            suggestedResponse: nil, display: display)
    }
}
