import Notifications
import Vocabulary

extension SupportRequestReceived {
    var view: NoticeView {
        [
            "subject": Wording.value(subject), "link": link,
            "rows": rows([
                ("Received", Wording.time(receivedAt)),
                ("First answer due", answerDueAt.map { Wording.time($0) }),
            ]),
        ]
    }
}

extension SupportRequestAnswered {
    var view: NoticeView {
        [
            "subject": Wording.value(subject), "author": Wording.value(author), "prose": prose(answer),
            "at": Wording.time(answeredAt), "awaits_reply": awaitsReply, "link": link,
        ]
    }
}

extension SupportRequestResolved {
    var view: NoticeView {
        var view: NoticeView = [
            "subject": Wording.value(subject), "author": Wording.value(resolvedBy),
            "prose": prose(resolution), "at": Wording.time(resolvedAt), "link": link,
        ]
        view["reopens_until"] = reopensUntil.map { Wording.time($0) }
        return view
    }
}
