import Vocabulary

/// The limits of accounts, sessions and tokens, in one place, each with its reason.
package enum AccountRules {
    /// A shift on the floor is twelve hours; NIST SP 800-63B asks for a new log-in after as long.
    package static let sessionLifetime: Duration = .hours(12)
    /// A screen left alone over lunch is nobody's.
    package static let sessionIdle: Duration = .hours(1)
    /// Making a token or a second factor takes a log-in this young: a session that was left open makes none.
    package static let recentLogIn: Duration = .minutes(15)
    /// Sessions that ended are kept so long, to know where somebody logged in from before.
    package static let knownClient: Duration = .days(90)

    /// The longest that a personal token lives without being asked for again.
    package static let tokenLifetimeMaximum: Duration = .days(365)
    /// More than anybody names; a program that makes one a day stops here.
    package static let tokensMaximum = 50

    /// Long enough for a mail that is grey-listed, short enough for a mailbox that others read later.
    package static let resetLifetime: Duration = .minutes(30)
    /// An invitation waits for somebody on holiday.
    package static let invitationLifetime: Duration = .days(7)
    /// Mails about one account in a day, so that nobody's mailbox is filled by strangers.
    package static let linksPerDay = 5

    /// Somebody's addresses are few; what they are tried against is bounded.
    package static let candidatesMaximum = 16
    package static let recoveryCodes = 10
}
