import Casework
import Testing
import Vocabulary

@Suite struct `An incident` {
    private func opened(_ finding: Finding = finding()) -> Incident {
        Incident.open(on: finding, id: id(3), tenant: acme, number: 7, at: at(1))
    }

    @Test func `opens on one finding as a candidate`() {
        let incident = opened(finding(with: [brochure, kim, office]))
        #expect(incident.reference.description == "INC-7")
        #expect(incident.status == .open)
        #expect(incident.entities == [kim, brochure, office])
        #expect(incident.phases == ["collection"])
        #expect(incident.isCandidate)
        #expect(!opened(finding(severity: .critical)).isCandidate)
    }

    @Test func `takes alerts in, its phases in ATT&CK's order, its severity only rising`() throws {
        var incident = opened(finding(severity: .high, tactics: ["exfiltration"], time: at(60)))
        #expect(
            try incident.join(
                finding(with: [office], severity: .critical, tactics: ["initial-access"], time: at(0))) == [
                    .joined, .severity(from: .high, to: .critical), .phase("initial-access"),
                ])
        #expect(
            try incident.join(finding(severity: .low, tactics: ["collection", "own-tactic"], time: at(90)))
                == [
                    .joined, .phase("collection"), .phase("own-tactic"),
                ])
        #expect(incident.phases == ["initial-access", "collection", "exfiltration", "own-tactic"])
        #expect(incident.severity == .critical)
        #expect(incident.entities == [kim, office])
        #expect(incident.lastSeenAt == at(90))
        #expect(!incident.isCandidate)
    }

    @Test func `is contained, released, contained again and closed`() throws {
        var incident = opened()
        #expect(try incident.release() == [])
        #expect(try incident.contain(at: at(5)) == [.status(from: .open, to: .contained)])
        #expect(try incident.contain(at: at(6)) == [])
        #expect(try incident.release() == [.status(from: .contained, to: .open)])
        try incident.contain(at: at(8))
        #expect(incident.containedAt == at(5))
        #expect(try incident.close(at: at(9)) == [.status(from: .contained, to: .closed)])
        #expect(incident.closedAt == at(9))
    }

    @Test func `is confirmed once`() throws {
        var incident = opened()
        #expect(try incident.confirm() == [.confirmed])
        #expect(try incident.confirm() == [])
    }

    @Test func `refuses everything once closed`() throws {
        var incident = opened()
        try incident.close(at: at(2))
        let closed = incident
        #expect(throws: IncidentError.alreadyClosed) { try incident.join(finding()) }
        #expect(throws: IncidentError.alreadyClosed) { try incident.confirm() }
        #expect(throws: IncidentError.alreadyClosed) { try incident.contain(at: at(3)) }
        #expect(throws: IncidentError.alreadyClosed) { try incident.release() }
        #expect(throws: IncidentError.alreadyClosed) { try incident.close(at: at(3)) }
        #expect(incident == closed)
        #expect(IncidentError.alreadyClosed.problem.kind == .conflict)
    }
}

@Suite struct `A finding and the incidents under way` {
    private func incident(
        _ number: UInt64, _ entities: [Entity], seen: Timestamp = at(0)
    ) -> Incident {
        Incident.open(
            on: finding(entities.first ?? kim, with: Array(entities.dropFirst()), time: seen), id: id(number),
            tenant: acme, number: Int64(number), at: seen)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let finding: Finding
        let entities: [Entity]
        let link: IncidentLink

        init(_ says: String, _ finding: Finding, against entities: [Entity], gives link: IncidentLink) {
            testDescription = says
            self.finding = finding
            self.entities = entities
            self.link = link
        }
    }

    static let rows = [
        Row("the same subject joins", finding(kim, severity: .low), against: [kim], gives: .join(id(1))),
        Row(
            "the subject may be the other's bystander", finding(kim), against: [lee, kim], gives: .join(id(1))
        ),
        Row(
            "a user and a file join", finding(lee, with: [kim, brochure], severity: .low),
            against: [kim, brochure], gives: .join(id(1))),
        Row(
            "a user and an address join", finding(brochure, with: [kim, office], severity: .low),
            against: [kim, office], gives: .join(id(1))),
        Row(
            "an address alone does not", finding(lee, with: [office], severity: .low),
            against: [kim, office], gives: .none),
        Row("a file alone does not", finding(lee, with: [brochure]), against: [kim, brochure], gives: .open),
        Row(
            "a user alone who is not the subject does not", finding(lee, with: [kim], severity: .medium),
            against: [kim], gives: .none),
        Row(
            "just within 24 hours", finding(severity: .low, time: at(24 * 60 - 2)), against: [kim],
            gives: .join(id(1))),
        Row("not at 24 hours", finding(severity: .low, time: at(24 * 60)), against: [kim], gives: .none),
        Row(
            "a late arrival joins backwards", finding(severity: .low, time: at(-23 * 60)), against: [kim],
            gives: .join(id(1))),
        Row(
            "a clock that runs ahead counts as now", finding(severity: .low, time: at(9_000)), against: [kim],
            gives: .none),
        Row("strangers at high open", finding(lee, severity: .high), against: [kim], gives: .open),
        Row("strangers at critical open", finding(lee, severity: .critical), against: [kim], gives: .open),
        Row("strangers at medium do not", finding(lee, severity: .medium), against: [kim], gives: .none),
    ]

    @Test(arguments: rows)
    func `belong together or not`(row: Row) {
        #expect(
            IncidentLink.decide(row.finding, openIncidents: [incident(1, row.entities)], now: at(24 * 60))
                == row.link)
    }

    @Test func `nothing under way opens at high and above only`() {
        for severity in Severity.allCases {
            let link = IncidentLink.decide(finding(severity: severity), openIncidents: [], now: at(0))
            #expect(link == (severity >= .high ? .open : .none))
        }
    }

    @Test func `go by the strongest tie, which fades`() {
        let fresh = incident(1, [lee, brochure], seen: at(0))
        let old = incident(2, [kim], seen: at(-13 * 60))
        let shared = finding(kim, with: [lee, brochure], severity: .low)
        // Half a tie now is worth more than a whole one thirteen hours old: 500 against 1000 x 11/24 = 458.
        #expect(IncidentLink.decide(shared, openIncidents: [old, fresh], now: at(0)) == .join(id(1)))
        // At eleven hours it is the other way round: 1000 x 13/24 = 541.
        let younger = incident(2, [kim], seen: at(-11 * 60))
        #expect(IncidentLink.decide(shared, openIncidents: [younger, fresh], now: at(0)) == .join(id(2)))
    }

    @Test func `do not depend on the incidents' order, and the older id wins between equals`() {
        let incidents = (1...5).map { incident($0, [kim]) }
        #expect(IncidentLink.decide(finding(), openIncidents: incidents, now: at(1)) == .join(id(1)))
        #expect(
            IncidentLink.decide(finding(), openIncidents: incidents.reversed(), now: at(1)) == .join(id(1)))
    }

    @Test func `pass over what is closed and join what is contained`() throws {
        var closed = incident(1, [kim])
        try closed.close(at: at(0))
        var contained = incident(2, [kim])
        try contained.contain(at: at(0))
        #expect(IncidentLink.decide(finding(), openIncidents: [closed], now: at(1)) == .open)
        #expect(
            IncidentLink.decide(finding(), openIncidents: [closed, contained], now: at(1)) == .join(id(2)))
    }
}
