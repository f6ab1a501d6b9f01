import Investigation
import Testing
import Vocabulary

@Suite struct `An investigation` {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let evidence: EvidenceSet
        let conclusions: Set<Conclusion>
        let leading: Set<Hypothesis>

        init(
            _ says: String, _ conclusions: Set<Conclusion>, _ leading: Set<Hypothesis>,
            _ change: (inout EvidenceSet) -> Void
        ) {
            testDescription = says
            evidence = ordinary(change)
            self.conclusions = conclusions
            self.leading = leading
        }
    }

    static let rows = [
        Row("an ordinary day", [.benign], [.ordinaryWork]) { _ in },
        Row("a leaver from nowhere", [.malicious], [.insiderTheft, .accountTakeover]) {
            $0.comesFromNowhere()
            $0.departure = Observed(at(-9 * 24 * 60), Citations(.fact("departure:kim@acme.example")))
            $0.fileType = answer(Share(0, of: 500), "file_type")
        },
        Row("a leaver from their own desk", [.malicious, .suspicious], [.insiderTheft]) {
            $0.departure = Observed(at(-9 * 24 * 60), Citations(.fact("departure:kim@acme.example")))
        },
        Row("somebody who will leave next week", [.benign], [.ordinaryWork]) {
            $0.departure = Observed(at(7 * 24 * 60), Citations(.fact("departure:kim@acme.example")))
        },
        Row("somebody who travels every week", [.benign], [.travellingUser]) {
            $0.comesFromNowhere()
            $0.networksIn30Days = answer(9, "networks_in_30_days")
        },
        Row("a stranger from nowhere after many failures", [.suspicious, .malicious], [.accountTakeover]) {
            $0.comesFromNowhere()
            $0.logins = answer(
                EvidenceSet.Logins(failures: 14, successes: 1, successesOnNetwork: 1), "logins")
            $0.fileType = answer(Share(0, of: 500), "file_type")
        },
        Row("one account in two places", [.malicious], [.accountTakeover]) {
            $0.comesFromNowhere()
            $0.eventsOnUsualNetworks = answer(6, "events_on_usual_networks")
            $0.fileType = answer(Share(0, of: 500), "file_type")
        },
        Row("a new network and nothing else", [.inconclusive], [.travellingUser, .accountTakeover]) {
            $0.comesFromNowhere()
            $0.networksIn30Days = answer(4, "networks_in_30_days")
            $0.fileType = answer(Share(0, of: 10), "file_type")
            $0.downloads = nil
        },
        Row("a whole company on a new network", [.benign], [.ordinaryWork]) {
            $0.network = answer(
                EvidenceSet.Network(
                    name: "203.0.113.0/24", subject: Share(0, of: 600), tenant: Share(60, of: 20_000)),
                "network")
            $0.othersOnNetwork = answer(30, "others_on_network")
        },
        Row("a new colleague at the office", [.benign], [.ordinaryWork]) {
            $0.network = answer(
                EvidenceSet.Network(
                    name: "192.0.2.0/24", subject: Share(0, of: 8), tenant: Share(9_000, of: 20_000)),
                "network")
            $0.fileType = answer(Share(0, of: 3), "file_type")
            $0.networksIn30Days = answer(0, "networks_in_30_days")
        },
        Row("a file shared this morning", [.benign], [.ordinaryWork, .mistakenSharing]) {
            $0.file = answer(
                EvidenceSet.File(
                    id: "1AbC", name: brochure, type: "indd", owner: nil, isShared: true, sharedAt: at(-60)),
                "file")
        },
        Row("a program around the clock", [.benign], [.benignAutomation]) {
            $0.activeHoursOfDay = answer(24, "active_hours")
        },
        Row(
            "a mass download by somebody who is leaving next week", [.suspicious, .inconclusive, .benign], []
        ) {
            $0.downloads = answer(EvidenceSet.Downloads(today: 400, usual: 3), "downloads")
        },
    ]

    @Test(arguments: rows)
    func `comes to what the evidence says`(row: Row) {
        let investigation = Investigation(of: row.evidence)
        let odds = investigation.hypotheses.map { "\($0.hypothesis) \($0.posterior)" }
        #expect(row.conclusions.contains(investigation.conclusion), "\(odds)")
        #expect(row.leading.isEmpty || row.leading.contains(investigation.leading), "\(odds)")
    }

    @Test(arguments: rows)
    func `scores every hypothesis, to one together`(row: Row) {
        let investigation = Investigation(of: row.evidence)
        let posteriors = investigation.hypotheses.map(\.posterior)
        #expect(Set(investigation.hypotheses.map(\.hypothesis)) == Set(Hypothesis.allCases))
        #expect(abs(posteriors.reduce(0, +) - 1) < 1e-12)
        #expect(posteriors == posteriors.sorted(by: >))
        #expect(posteriors.allSatisfy { $0 > 0 && $0 < 1 })
    }

    /// The leaver from nowhere by hand, prior and the answers' ratios in the tests' order, those of 1 left out.
    ///
    /// Theft:    0.05 x 400 (left) x 9 (network) x 1.5 (shared file) x 3 (file type) = 810.
    /// Takeover: 0.07 x 100 x 40 x 0.8 (not elsewhere) x 0.6 (no failures) x 1.2 x 3 x 0.8 (volume) = 387.072.
    @Test func `is Bayes' rule, checkable by hand`() {
        let scored = Dictionary(
            uniqueKeysWithValues: Investigation(of: Self.rows[1].evidence).hypotheses.map {
                ($0.hypothesis, $0.posterior)
            })
        let odds = (scored[.insiderTheft] ?? 0) / (scored[.accountTakeover] ?? 1)
        #expect(abs(odds - 810 / 387.072) < 1e-9)
    }

    @Test func `says what it does not know`() {
        let bare = EvidenceSet(alert: id(2), finding: ordinary().finding)
        let investigation = Investigation(of: bare)
        #expect(investigation.answers.isEmpty)
        #expect(investigation.missing == EvidenceTest.all.map(\.name))
        #expect(investigation.conclusion == .inconclusive)
        #expect(Investigation(of: ordinary()).missing.isEmpty)
    }

    @Test func `is neither malicious nor benign while an essential answer is missing`() {
        for row in Self.rows {
            for forget in [
                { (set: inout EvidenceSet) in set.departure = nil },
                { (set: inout EvidenceSet) in set.network = nil },
            ] {
                var set = row.evidence
                forget(&set)
                let conclusion = Investigation(of: set).conclusion
                #expect(conclusion == .suspicious || conclusion == .inconclusive, "\(row.testDescription)")
            }
        }
    }

    @Test func `grows surer of the leaver with each thing that fits`() {
        var set = ordinary()
        let before = Investigation(of: set).malicious
        set.departure = Observed(at(-9 * 24 * 60), Citations(.fact("departure:kim@acme.example")))
        let departed = Investigation(of: set).malicious
        set.comesFromNowhere()
        let fromNowhere = Investigation(of: set).malicious
        set.fileType = answer(Share(0, of: 500), "file_type")
        let newType = Investigation(of: set).malicious
        #expect(before < departed && departed < fromNowhere && fromNowhere < newType)
    }
}
