import Notifications
import Vocabulary

extension CaseOpened {
    var view: NoticeView {
        [
            "title": Wording.value(title), "severity": Wording.severity(severity), "prose": prose(summary),
            "link": link,
            "rows": rows([("Opened", Wording.time(openedAt)), ("Incident", incident?.reference)]),
        ]
    }
}

extension CaseClosed {
    var view: NoticeView {
        [
            "title": Wording.value(title), "prose": prose(conclusion), "link": link,
            "verdict": verdict.rawValue.split(separator: "_").joined(separator: " "),
            "rows": rows([
                ("Verdict", Wording.verdict(verdict)), ("Reason", Wording.reason(reason)),
                ("Severity", Wording.severity(severity)), ("Opened", Wording.time(openedAt)),
                ("Closed", "\(Wording.time(closedAt)), after \(Wording.duration(closedAt - openedAt))"),
                ("Incident", incident?.reference),
            ]),
        ]
    }
}
