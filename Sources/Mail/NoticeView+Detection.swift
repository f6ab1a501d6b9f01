import Notifications
import Vocabulary

extension AlertRaised {
    var view: NoticeView {
        observation.view.merging(["rows": observation.rows(and: []), "link": link]) { $1 }
    }
}

extension IncidentOpened {
    var view: NoticeView {
        var view = observation.view
        view["rows"] = observation.rows(and: [("Incident opened", Wording.time(openedAt))])
        view["link"] = link
        switch response {
        case .watching:
            view["watching"] = true
        case .acting(let action):
            view["acting"] = ["action": Wording.value(action)] as NoticeView
        case .took(let action, let at, let undoneAt):
            var took: NoticeView = ["action": Wording.value(action), "at": Wording.time(at)]
            took["undone_at"] = undoneAt.map { Wording.time($0) }
            view["took"] = took
        case .asks(let action, let by, let link):
            view["asks"] = [
                "action": Wording.value(action), "by": Wording.time(by), "decision_link": link,
            ]
        }
        return view
    }
}

extension Observation {
    fileprivate var view: NoticeView {
        [
            "title": Wording.value(title), "severity": Wording.severity(severity),
            "who": Wording.value(subject.name),
            "statements": components.map { Wording.value($0.statement) }, "explained": !components.isEmpty,
        ]
    }

    /// Who, when, and what was shown first, before the numbers.
    fileprivate func rows(and more: [(label: String, value: String?)]) -> [NoticeView] {
        var facts: [(label: String, value: String?)] = [
            ("Who", Wording.entity(subject)), ("When", Wording.time(time)),
        ]
        // Who, when and how rare are told already; a model may list them for those who see its alert alone.
        let told: Set<String> = ["User", "Time", "Rarity"]
        facts += display.filter { !told.contains($0.label) }.map {
            (Wording.value($0.label), Wording.value($0.value))
        }
        facts += [("Rarity", Wording.rarity(rarity)), ("Confidence", "\(confidence) of 100")]
        facts += techniques.map { ("Technique", Wording.technique($0)) }
        return Mail.rows(facts + more)
    }
}
