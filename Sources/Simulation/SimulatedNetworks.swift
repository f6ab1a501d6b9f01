/// Where a company's people come from, in addresses reserved for documentation (RFC 5737, RFC 3849) alone.
struct SimulatedNetworks {
    /// The first three numbers of an IPv4 /24.
    let office: String
    /// Never used until the company's egress moves.
    let newEgress: String
    private let homes: String
    private let seed: UInt64

    /// The network of the story. Nobody else ever comes from 2001:db8:77::/48.
    static let storyPrefix = "2001:db8:77"

    init(seed: UInt64) {
        var draw = Draw(seed: seed, 6)
        let ranges = draw.shuffled(["192.0.2", "198.51.100", "203.0.113"])
        office = ranges[0]
        homes = ranges[1]
        newEgress = ranges[2]
        self.seed = seed
    }

    /// An egress of the office has a few addresses; a connection sticks to one for a day.
    func officeAddress(person: Int, day: Int) -> String {
        var draw = Draw(seed: seed, 7, person, day)
        return "\(office).\(draw.int(10...13))"
    }

    func newEgressAddress(person: Int) -> String {
        var draw = Draw(seed: seed, 8, person)
        return "\(newEgress).\(draw.int(20...23))"
    }

    /// One home in eight has IPv4 only and keeps its address; the others have a /64 in which a privacy address
    /// (RFC 8981) lives for half a day.
    func homeAddress(person: Int, day: Int, isAfternoon: Bool) -> String {
        if person % 8 == 5 { return "\(homes).\(20 + person % 200)" }
        return address(inside: 0x1000 + person, subnet: 1 + person, path: (person, day, isAfternoon ? 1 : 0))
    }

    /// The telephone's carrier.
    func mobileAddress(person: Int, day: Int) -> String {
        address(inside: 0x3000 + person, subnet: 7, path: (person, day, 2))
    }

    /// A hotel, a train, a client: one of five that the person comes back to.
    func awayAddress(person: Int, place: Int, day: Int) -> String {
        address(inside: 0x4000 + person * 5 + place, subnet: 1, path: (person, day, 3 + place))
    }

    var storyAddress: String {
        var draw = Draw(seed: seed, 9)
        let subnet = String(draw.int(0x1000...0xFFFF), radix: 16)
        return "\(Self.storyPrefix):\(subnet):\(interface(&draw))"
    }

    private func address(inside site: Int, subnet: Int, path: (Int, Int, Int)) -> String {
        var draw = Draw(seed: seed, 10, path.0, path.1, path.2)
        return "2001:db8:\(String(site, radix: 16)):\(String(subnet, radix: 16)):\(interface(&draw))"
    }

    /// Four groups, none of them zero, so that the text form needs no compression.
    private func interface(_ draw: inout Draw) -> String {
        (0..<4).map { _ in String(draw.int(1...0xFFFF), radix: 16) }.joined(separator: ":")
    }
}
