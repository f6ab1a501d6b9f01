import Casework
import Vocabulary

struct TimelineEntryView: Encodable {
    let id: TimelineEntryID
    let time: Timestamp
    let kind: TimelineEntry.Kind
    let text: String
    let actor: String
    let ref: ItemView?

    init(_ entry: TimelineEntry) {
        id = entry.id
        time = entry.time
        kind = entry.kind
        text = entry.text
        actor = entry.actor.description
        ref = entry.ref.map(ItemView.init)
    }
}

/// Something that has an id of its own, by kind and id.
struct ItemView: Encodable {
    let kind: String
    let id: String

    init(_ item: TimelineEntry.Item) {
        switch item {
        case .alert(let id): (kind, self.id) = ("alert", id.description)
        case .incident(let id): (kind, self.id) = ("incident", id.description)
        case .case(let id): (kind, self.id) = ("case", id.description)
        case .supportRequest(let id): (kind, self.id) = ("support_request", id.description)
        case .responseAction(let id): (kind, self.id) = ("response_action", id.description)
        }
    }
}
