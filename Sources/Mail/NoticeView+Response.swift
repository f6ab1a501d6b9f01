import Notifications
import Vocabulary

extension ResponseProposed {
    var view: NoticeView {
        [
            "thread": incident?.reference ?? reference, "severity": Wording.severity(severity),
            "action": Wording.value(action), "by": Wording.time(answerBy), "link": link,
            "rows": rows([
                ("Target", Wording.entity(target)), ("Why", Wording.value(reason)),
                ("What else it would hit", collateral.map { Wording.value($0) }),
                ("Taken back by", Wording.value(undo)), ("Proposed", Wording.time(proposedAt)),
                ("Answer by", Wording.time(answerBy)), ("Incident", incident?.reference),
            ]),
        ]
    }
}

extension ResponseTaken {
    var view: NoticeView {
        var view: NoticeView = [
            "thread": incident?.reference ?? reference, "action": Wording.value(action), "link": link,
            outcome.rawValue: true,
            "rows": rows([
                ("Target", Wording.entity(target)), (moment, Wording.time(at)),
                ("By leave of", Wording.value(authority)), ("Target's answer", Wording.value(evidence)),
                ("Ends by itself", undoneAt.map { Wording.time($0) }), ("Incident", incident?.reference),
            ]),
        ]
        view["outcome"] = word
        return view
    }

    private var word: String {
        switch outcome {
        case .confirmed: "Done"
        case .failed: "Failed"
        case .reverted: "Taken back"
        }
    }

    private var moment: String { outcome == .failed ? "Given up" : word }
}
