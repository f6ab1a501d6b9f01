import Vocabulary

/// Another product's alert in the one shape that any product can be made to send.
///
/// Only `title` must be there. Where a field has several names, the one that is written first here counts
/// first: `time`, `created_at`, `timestamp`; `product`, `vendor`; `id`, `uid`; `link`, `url`; `user`,
/// `actor`, `email`; `ip`, `src_ip`, `address`.
struct GenericAlert {
    var title: String?
    var description: String?
    var severity: Severity?
    var time: Timestamp?
    var product: String?
    var uid: String?
    var link: String?
    var fingerprint: String?
    var person: Event.Person?
    var address: Address?

    init(_ record: JSONNode) {
        var times = Preferred<Timestamp>()
        var products = Preferred<String>()
        var uids = Preferred<String>()
        var links = Preferred<String>()
        var people = Preferred<Event.Person>()
        var addresses = Preferred<Address>()
        var severities = Preferred<Severity>()
        for member in record.children {
            switch member.key {
            case "title": title = member.string()
            case "description": description = member.string(maximum: Normaliser.proseBytesMaximum)
            case "fingerprint": fingerprint = member.string()
            case "severity": severities.offer(Severity(foreign: member), rank: 0)
            case "severity_id": severities.offer(Severity(foreign: member), rank: 1)
            case "time": times.offer(member.time, rank: 0)
            case "created_at": times.offer(member.time, rank: 1)
            case "timestamp": times.offer(member.time, rank: 2)
            case "product": products.offer(member.string(), rank: 0)
            case "vendor": products.offer(member.string(), rank: 1)
            case "id": uids.offer(member.string(), rank: 0)
            case "uid": uids.offer(member.string(), rank: 1)
            case "link": links.offer(Self.webLink(member), rank: 0)
            case "url": links.offer(Self.webLink(member), rank: 1)
            case "user": people.offer(Self.person(member), rank: 0)
            case "actor": people.offer(Self.person(member), rank: 1)
            case "email": people.offer(Self.person(member), rank: 2)
            case "ip": addresses.offer(Address(utf8: member.text.bytes), rank: 0)
            case "src_ip": addresses.offer(Address(utf8: member.text.bytes), rank: 1)
            case "address": addresses.offer(Address(utf8: member.text.bytes), rank: 2)
            default: break
            }
        }
        severity = severities.value
        time = times.value
        product = products.value
        uid = uids.value
        link = links.value
        person = people.value
        address = addresses.value
    }

    /// A name, or an object with one.
    private static func person(_ node: JSONNode) -> Event.Person? {
        guard node.isObject else {
            return node.name.map { Event.Person(name: $0, nativeID: nil) }
        }
        var names = Preferred<String>()
        var nativeID: String?
        for member in node.children {
            switch member.key {
            case "email": names.offer(member.name, rank: 0)
            case "name": names.offer(member.name, rank: 1)
            case "id", "uid": nativeID = member.string()
            default: break
            }
        }
        guard let name = names.value ?? nativeID else { return nil }
        return Event.Person(name: name, nativeID: nativeID)
    }

    /// A link is shown to analysts to follow, and its writer may be an attacker: only http and https, and
    /// whole.
    private static func webLink(_ node: JSONNode) -> String? {
        guard node.text.bytes.count <= Normaliser.proseBytesMaximum,
            let link = node.string(maximum: Normaliser.proseBytesMaximum)
        else { return nil }
        let scheme = link.prefix(8).lowercased()
        guard scheme.hasPrefix("https://") || scheme.hasPrefix("http://"),
            !link.utf8.contains(where: { $0 <= 32 || $0 == 127 })
        else { return nil }
        return link
    }
}

/// A value with several names in the record, of which the best-ranked wins wherever it stands.
private struct Preferred<Value> {
    private(set) var value: Value?
    private var rank = Int.max

    mutating func offer(_ candidate: Value?, rank: Int) {
        guard let candidate, rank <= self.rank else { return }
        value = candidate
        self.rank = rank
    }
}

extension Severity {
    /// Words as products use them, or a number 1 to 6 as in OCSF (6, *fatal*, is critical); `nil` for all
    /// else.
    fileprivate init?(foreign node: JSONNode) {
        switch node.name {
        case "1", "info", "information", "informational", "notice", "none": self = .informational
        case "2", "low", "minor": self = .low
        case "3", "medium", "moderate", "warning", "warn": self = .medium
        case "4", "high", "major", "error", "severe": self = .high
        case "5", "6", "critical", "fatal", "emergency", "urgent": self = .critical
        default: return nil
        }
    }
}
