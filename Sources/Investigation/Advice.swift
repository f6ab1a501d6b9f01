import Vocabulary

/// What to do now, and the one thing that would have made it harmless.
struct Advice {
    let todo: [Phrase]
    let hardening: Phrase
}

extension Investigation {
    var advice: Advice {
        let person = evidence.finding.subject.name
        switch leading {
        case .insiderTheft:
            return Advice(
                todo: [
                    "Disable \(person) and end every session; the account has no reason to be open.",
                    "List what the account downloaded since it should have been closed, and tell the files' owners.",
                ],
                hardening:
                    "Close accounts on the day of leaving, from the staff directory, without a person in between."
            )
        case .accountTakeover:
            return Advice(
                todo: [
                    "End every session of \(person) and disable the account until they have been reached by telephone.",
                    "Reset the password and remove application grants and recovery addresses that \(person) does not know.",
                ], hardening: "Require a phishing-resistant second factor for \(person) and their peers.")
        case .travellingUser:
            return Advice(
                todo: [
                    "Ask \(person) whether they are travelling; a yes settles it for the length of the journey."
                ],
                hardening: "Let people announce travel, so that the next journey is expected.")
        case .mistakenSharing:
            return Advice(
                todo: [
                    "Ask the file's owner whether outsiders should still reach it, and end the sharing if not."
                ],
                hardening: "Let shares to outsiders lapse after 30 days unless they are renewed.")
        case .benignAutomation:
            return Advice(
                todo: ["Ask \(person) which program works in their name."],
                hardening: "Give the program an account of its own, with its own rights.")
        case .ordinaryWork:
            return Advice(
                todo: [
                    conclusion == .benign
                        ? "Nothing; close the alert."
                        : "Answer the open questions; ask \(person) what they did."
                ], hardening: "Review which files are shared outside and end what is no longer needed.")
        }
    }
}
