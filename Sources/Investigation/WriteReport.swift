package import Vocabulary

extension Investigation {
    /// Writes the report. The same evidence and `now` give the same bytes.
    package func report(at now: Timestamp) -> Report {
        Report(
            alert: evidence.alert, title: evidence.finding.title, severity: evidence.finding.severity,
            subject: evidence.finding.subject, techniques: evidence.finding.techniques, writtenAt: now,
            conclusion: conclusion, leading: leading, malicious: malicious.tenThousandths,
            hypotheses: hypotheses.map {
                Report.Scored(hypothesis: $0.hypothesis, posterior: $0.posterior.tenThousandths)
            },
            missing: missing,
            sections: Report.Heading.allCases.compactMap { heading in
                let sentences = sentences(under: heading)
                return sentences.isEmpty ? nil : Report.Section(heading: heading, sentences: sentences)
            })
    }

    private func sentences(under heading: Report.Heading) -> [Sentence] {
        switch heading {
        case .summary: summary
        case .happened: happened
        case .touched: touched
        case .differs: differs
        case .considered: considered
        case .missing: notKnown
        case .response: response
        case .todo: advice.todo.map { Sentence($0, decisive) }
        case .hardening: [Sentence(advice.hardening, decisive)]
        }
    }

    private var finding: Citations {
        Citations(.finding(evidence.alert), evidence.finding.eventIDs.map { .event($0) })
    }

    /// What speaks loudest for the leading explanation, for sentences that draw a conclusion.
    private var decisive: Citations {
        answers.filter { $0.reading.ratio(for: leading) > 1 }
            .reduce(Citations(.finding(evidence.alert))) { $0 + $1.reading.sentence.citations }
    }

    private var summary: [Sentence] {
        let percent = Int((malicious * 100).rounded())
        return [
            Sentence(
                """
                The alert on \(evidence.finding.subject.name) is \(ours: conclusion.rawValue): malice has a \
                probability of \(percent) %, and the likeliest explanation is that \
                \(ours: leading == .ordinaryWork ? "it is ordinary work" : leading.words).
                """, decisive)
        ]
    }

    private var happened: [Sentence] {
        guard !evidence.happenings.isEmpty else {
            return [
                Sentence("The deciding event took place at \(evidence.finding.time).", finding)
            ]
        }
        return evidence.happenings.prefix(EvidenceSet.happeningsMax).map { happening in
            let citation = Citations(.event(happening.event))
            let person = evidence.finding.subject.name
            return switch (happening.network, happening.file) {
            case (let network?, let file?):
                Sentence(
                    """
                    At \(happening.time) the account \(person) did \(happening.operation) on \(file) from \
                    \(network).
                    """, citation)
            case (let network?, nil):
                Sentence(
                    "At \(happening.time) the account \(person) did \(happening.operation) from \(network).",
                    citation)
            case (nil, let file?):
                Sentence(
                    "At \(happening.time) the account \(person) did \(happening.operation) on \(file).",
                    citation)
            case (nil, nil):
                Sentence(
                    "At \(happening.time) the account \(person) did \(happening.operation).", citation)
            }
        }
    }

    private var touched: [Sentence] {
        guard let file = evidence.file else { return [] }
        let value = file.value
        guard let owner = value.owner else {
            return [Sentence("The file \(value.name), type \(value.type), id \(value.id).", file.citations)]
        }
        return [
            Sentence(
                "The file \(value.name), type \(value.type), id \(value.id), owned by \(owner).",
                file.citations)
        ]
    }

    /// The model's own measurements, then the investigation's.
    private var differs: [Sentence] {
        evidence.finding.components.map { component in
            Sentence("The model measured \(component.statement) (weight \(component.weight)).", finding)
        } + answers.map(\.reading.sentence)
    }

    private var considered: [Sentence] {
        hypotheses.map { scored in
            let strongest = answers.max { left, right in
                left.reading.ratio(for: scored.hypothesis).strength
                    < right.reading.ratio(for: scored.hypothesis).strength
            }
            let percent = scored.posterior.percent
            guard let strongest, strongest.reading.ratio(for: scored.hypothesis) != 1 else {
                return Sentence(
                    "Explanation \(ours: scored.hypothesis.rawValue) (\(ours: scored.hypothesis.words)): \(ours: percent).",
                    Citations(.finding(evidence.alert)))
            }
            let speaks = strongest.reading.ratio(for: scored.hypothesis) > 1 ? "for" : "against"
            return Sentence(
                """
                Explanation \(ours: scored.hypothesis.rawValue) (\(ours: scored.hypothesis.words)): \
                \(ours: percent); what speaks loudest \(ours: speaks) it is \(ours: strongest.test).
                """, strongest.reading.sentence.citations)
        }
    }

    private var notKnown: [Sentence] {
        EvidenceTest.all.filter { missing.contains($0.name) }.map { test in
            Sentence("Not known: \(ours: test.question).", Citations(.query(test.name)))
        }
    }

    private var response: [Sentence] {
        guard let response = evidence.response else { return [] }
        return [
            Sentence(
                """
                The response (\(response.value.what)) is \(ours: response.value.state) since \
                \(response.value.at).
                """, response.citations)
        ]
    }
}

extension Double {
    /// Rounded to a ten-thousandth, so that no platform's last digit shows.
    var tenThousandths: Double { (self * 10_000).rounded() / 10_000 }

    /// `97.3 %`.
    var percent: String {
        let tenths = Int((self * 1_000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// How far from 1 a ratio is, either way.
    fileprivate var strength: Double { self >= 1 ? self : 1 / self }
}
