import Notifications
import Vocabulary

extension BreakGlassUsed {
    var view: NoticeView {
        [
            "person": Wording.value(person), "prose": prose(reason), "link": link,
            "rows": rows([
                ("Who", "\(Wording.value(person)), \(Wording.role(role))"),
                ("Since", Wording.time(takenAt)), ("Until", Wording.time(expiresAt)),
                ("Reaches", Wording.reach(readsEvidence)),
            ]),
        ]
    }
}

extension AccessRequested {
    var view: NoticeView {
        [
            "person": Wording.value(person), "prose": prose(reason), "link": link,
            "by": Wording.time(answerBy),
            "rows": rows([
                ("Who", "\(Wording.value(person)), \(Wording.role(role))"),
                ("For", Wording.duration(.minutes(minutes)) + " from your yes"),
                ("Reaches", Wording.reach(readsEvidence)), ("Asked", Wording.time(requestedAt)),
            ]),
        ]
    }
}

extension Wording {
    fileprivate static func role(_ role: StaffRole) -> String {
        role.rawValue.split(separator: "_").joined(separator: " ")
    }

    fileprivate static func reach(_ readsEvidence: Bool) -> String {
        readsEvidence ? "casework and native records" : "casework"
    }
}
