import Notifications

/// Every mail of `Sample.everyKind()`, whole. `main` is what stands between the HTML's `<main>` and
/// `</main>`, and `htmlFrame` the rest.
struct WholeMail {
    let kind: Notice.Kind
    let subject: String
    let text: String
    let main: String

    static let all = [
        WholeMail(
            kind: .alertRaised,
            subject: "[ALT-12] High alert: SaaS / Resource::Unusual Download Of Externally "
                + "Shared Google Workspace File (kim@acme.example)",
            text: """
                High alert ALT-12 at Acme Ltd
                SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File

                Who:        kim@acme.example (user)
                When:       2026-11-24 05:27:58 UTC
                File:       brochure.indd
                Network:    2001:db8:77::/64, 100 % rare for this user
                Rarity:     100 % (never seen before)
                Confidence: 92 of 100
                Technique:  T1530 Data from Cloud Storage, collection, ATT&CK 17.1

                WHY IT STANDS OUT
                - 0 of 4,120 events of this user came from 2001:db8:77::/64
                - the file has been shared outside acme.example since 2026-11-20

                Everything about it: https://watchfloor.example/alerts/ALT-12

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>High alert ALT-12</strong> at Acme Ltd</p>
                <h1>SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File</h1>
                <table>
                <tr><th scope="row">Who</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">When</th><td><bdi>2026-11-24 05:27:58 UTC</bdi></td></tr>
                <tr><th scope="row">File</th><td><bdi>brochure.indd</bdi></td></tr>
                <tr><th scope="row">Network</th><td><bdi>2001:db8:77::/64, 100 % rare for this user</bdi></td></tr>
                <tr><th scope="row">Rarity</th><td><bdi>100 % (never seen before)</bdi></td></tr>
                <tr><th scope="row">Confidence</th><td><bdi>92 of 100</bdi></td></tr>
                <tr><th scope="row">Technique</th><td><bdi>T1530 Data from Cloud Storage, collection, ATT&amp;CK 17.1</bdi></td></tr>
                </table>
                <h2>Why it stands out</h2>
                <ul>
                <li>0 of 4,120 events of this user came from 2001:db8:77::/64</li>
                <li>the file has been shared outside acme.example since 2026-11-20</li>
                </ul>
                <p><a href="https://watchfloor.example/alerts/ALT-12">Open ALT-12</a></p>

                """),
        WholeMail(
            kind: .incidentOpened,
            subject: "[INC-7] High incident: SaaS / Resource::Unusual Download Of "
                + "Externally Shared Google Workspace File (kim@acme.example)",
            text: """
                High incident INC-7 at Acme Ltd
                SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File

                Who:             kim@acme.example (user)
                When:            2026-11-24 05:27:58 UTC
                File:            brochure.indd
                Network:         2001:db8:77::/64, 100 % rare for this user
                Rarity:          100 % (never seen before)
                Confidence:      92 of 100
                Technique:       T1530 Data from Cloud Storage, collection, ATT&CK 17.1
                Incident opened: 2026-11-24 05:28:01 UTC

                WE NEED YOUR DECISION by 2026-11-24 05:57:58 UTC
                We propose: Disable kim@acme.example.
                Say yes or no: https://watchfloor.example/decide/ACT-3?t=a&b=c

                WHY IT STANDS OUT
                - 0 of 4,120 events of this user came from 2001:db8:77::/64
                - the file has been shared outside acme.example since 2026-11-20

                Everything about it: https://watchfloor.example/incidents/INC-7

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>High incident INC-7</strong> at Acme Ltd</p>
                <h1>SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File</h1>
                <table>
                <tr><th scope="row">Who</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">When</th><td><bdi>2026-11-24 05:27:58 UTC</bdi></td></tr>
                <tr><th scope="row">File</th><td><bdi>brochure.indd</bdi></td></tr>
                <tr><th scope="row">Network</th><td><bdi>2001:db8:77::/64, 100 % rare for this user</bdi></td></tr>
                <tr><th scope="row">Rarity</th><td><bdi>100 % (never seen before)</bdi></td></tr>
                <tr><th scope="row">Confidence</th><td><bdi>92 of 100</bdi></td></tr>
                <tr><th scope="row">Technique</th><td><bdi>T1530 Data from Cloud Storage, collection, ATT&amp;CK 17.1</bdi></td></tr>
                <tr><th scope="row">Incident opened</th><td><bdi>2026-11-24 05:28:01 UTC</bdi></td></tr>
                </table>
                <div class="box">
                <h2>We need your decision by 2026-11-24 05:57:58 UTC</h2>
                <p>We propose: <strong>Disable kim@acme.example</strong>.</p>
                <p><a href="https://watchfloor.example/decide/ACT-3?t=a&amp;b=c">Say yes or no</a></p>
                </div>
                <h2>Why it stands out</h2>
                <ul>
                <li>0 of 4,120 events of this user came from 2001:db8:77::/64</li>
                <li>the file has been shared outside acme.example since 2026-11-20</li>
                </ul>
                <p><a href="https://watchfloor.example/incidents/INC-7">Open INC-7</a></p>

                """),
        WholeMail(
            kind: .caseOpened,
            subject: "[CASE-42] Medium case opened: Download of a shared brochure",
            text: """
                Medium case CASE-42 opened at Acme Ltd
                Download of a shared brochure

                Opened:   2026-11-24 05:28:58 UTC
                Incident: INC-7

                A file left by a network never seen before.

                We are asking Kim.
                Nothing is blocked.

                Everything about it: https://watchfloor.example/cases/CASE-42

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Medium case CASE-42</strong> opened at Acme Ltd</p>
                <h1>Download of a shared brochure</h1>
                <table>
                <tr><th scope="row">Opened</th><td><bdi>2026-11-24 05:28:58 UTC</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>
                <p>A file left by a network never seen before.</p>
                <p>We are asking Kim.<br>Nothing is blocked.</p>
                <p><a href="https://watchfloor.example/cases/CASE-42">Open CASE-42</a></p>

                """),
        WholeMail(
            kind: .caseClosed,
            subject: "[CASE-42] Closed, true positive: Download of a shared brochure",
            text: """
                Case CASE-42 at Acme Ltd is closed
                Download of a shared brochure

                Verdict:  True positive: it was what it looked like
                Reason:   malicious activity
                Severity: Medium
                Opened:   2026-11-24 05:28:58 UTC
                Closed:   2026-11-24 07:33:58 UTC, after 2 h 5 min
                Incident: INC-7

                WHAT CAME OF IT
                The session was stolen. It is revoked.

                Everything about it: https://watchfloor.example/cases/CASE-42

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Case CASE-42</strong> at Acme Ltd is closed</p>
                <h1>Download of a shared brochure</h1>
                <table>
                <tr><th scope="row">Verdict</th><td><bdi>True positive: it was what it looked like</bdi></td></tr>
                <tr><th scope="row">Reason</th><td><bdi>malicious activity</bdi></td></tr>
                <tr><th scope="row">Severity</th><td><bdi>Medium</bdi></td></tr>
                <tr><th scope="row">Opened</th><td><bdi>2026-11-24 05:28:58 UTC</bdi></td></tr>
                <tr><th scope="row">Closed</th><td><bdi>2026-11-24 07:33:58 UTC, after 2 h 5 min</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>
                <h2>What came of it</h2>
                <p>The session was stolen. It is revoked.</p>
                <p><a href="https://watchfloor.example/cases/CASE-42">Open CASE-42</a></p>

                """),
        WholeMail(
            kind: .responseProposed,
            subject: "[INC-7] Decision needed by 2026-11-24 05:58:02 UTC: Disable kim@acme.example",
            text: """
                We need your decision by 2026-11-24 05:58:02 UTC
                We propose at Acme Ltd (ACT-3, High severity):

                    Disable kim@acme.example

                Say yes or no: https://watchfloor.example/decide/ACT-3
                The link opens a page and decides nothing by itself. Without an answer by then, nothing is done.

                Target:                 kim@acme.example (user)
                Why:                    A shared file was downloaded from a network never seen before.
                What else it would hit: 0 of 412 normal actions of the last 30 days hit, all 9 of the attack stopped
                Taken back by:          enabling the account again
                Proposed:               2026-11-24 05:28:02 UTC
                Answer by:              2026-11-24 05:58:02 UTC
                Incident:               INC-7

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>High severity, ACT-3</strong> at Acme Ltd</p>
                <div class="box">
                <p><strong>We need your decision by 2026-11-24 05:58:02 UTC</strong></p>
                <h1>Disable kim@acme.example</h1>
                <p><a href="https://watchfloor.example/decide/ACT-3">Say yes or no</a></p>
                <p>The link opens a page and decides nothing by itself. Without an answer by then, nothing is done.</p>
                </div>
                <table>
                <tr><th scope="row">Target</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">Why</th><td><bdi>A shared file was downloaded from a network never seen before.</bdi></td></tr>
                <tr><th scope="row">What else it would hit</th><td><bdi>0 of 412 normal actions of the last 30 days hit, all 9 of the attack stopped</bdi></td></tr>
                <tr><th scope="row">Taken back by</th><td><bdi>enabling the account again</bdi></td></tr>
                <tr><th scope="row">Proposed</th><td><bdi>2026-11-24 05:28:02 UTC</bdi></td></tr>
                <tr><th scope="row">Answer by</th><td><bdi>2026-11-24 05:58:02 UTC</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>

                """),
        WholeMail(
            kind: .responseTaken,
            subject: "[INC-7] Done: Disable kim@acme.example",
            text: """
                Done at Acme Ltd (ACT-3): Disable kim@acme.example
                Watchfloor did this and read it back from the target.

                Target:          kim@acme.example (user)
                Done:            2026-11-24 05:29:03 UTC
                By leave of:     Robin Poe
                Target's answer: suspended: true
                Ends by itself:  2026-11-25 05:29:03 UTC
                Incident:        INC-7

                Everything about it: https://watchfloor.example/incidents/INC-7

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Done, ACT-3</strong> at Acme Ltd</p>
                <h1>Disable kim@acme.example</h1>
                <p>Watchfloor did this and read it back from the target.</p>
                <table>
                <tr><th scope="row">Target</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">Done</th><td><bdi>2026-11-24 05:29:03 UTC</bdi></td></tr>
                <tr><th scope="row">By leave of</th><td><bdi>Robin Poe</bdi></td></tr>
                <tr><th scope="row">Target&#39;s answer</th><td><bdi>suspended: true</bdi></td></tr>
                <tr><th scope="row">Ends by itself</th><td><bdi>2026-11-25 05:29:03 UTC</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>
                <p><a href="https://watchfloor.example/incidents/INC-7">Open ACT-3</a></p>

                """),
        WholeMail(
            kind: .responseTaken,
            subject: "[INC-7] Failed: Disable kim@acme.example",
            text: """
                Failed at Acme Ltd (ACT-3): Disable kim@acme.example
                Watchfloor tried this and could not confirm that it took effect.

                Target:          kim@acme.example (user)
                Given up:        2026-11-24 05:29:03 UTC
                By leave of:     Robin Poe
                Target's answer: suspended: false
                Incident:        INC-7

                Everything about it: https://watchfloor.example/incidents/INC-7

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Failed, ACT-3</strong> at Acme Ltd</p>
                <h1>Disable kim@acme.example</h1>
                <p>Watchfloor tried this and could not confirm that it took effect.</p>
                <table>
                <tr><th scope="row">Target</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">Given up</th><td><bdi>2026-11-24 05:29:03 UTC</bdi></td></tr>
                <tr><th scope="row">By leave of</th><td><bdi>Robin Poe</bdi></td></tr>
                <tr><th scope="row">Target&#39;s answer</th><td><bdi>suspended: false</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>
                <p><a href="https://watchfloor.example/incidents/INC-7">Open ACT-3</a></p>

                """),
        WholeMail(
            kind: .responseTaken,
            subject: "[INC-7] Taken back: Disable kim@acme.example",
            text: """
                Taken back at Acme Ltd (ACT-3): Disable kim@acme.example
                Watchfloor has undone this. The target is as it was.

                Target:          kim@acme.example (user)
                Taken back:      2026-11-24 05:29:03 UTC
                By leave of:     Robin Poe
                Target's answer: suspended: false
                Incident:        INC-7

                Everything about it: https://watchfloor.example/incidents/INC-7

                ----
                Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Taken back, ACT-3</strong> at Acme Ltd</p>
                <h1>Disable kim@acme.example</h1>
                <p>Watchfloor has undone this. The target is as it was.</p>
                <table>
                <tr><th scope="row">Target</th><td><bdi>kim@acme.example (user)</bdi></td></tr>
                <tr><th scope="row">Taken back</th><td><bdi>2026-11-24 05:29:03 UTC</bdi></td></tr>
                <tr><th scope="row">By leave of</th><td><bdi>Robin Poe</bdi></td></tr>
                <tr><th scope="row">Target&#39;s answer</th><td><bdi>suspended: false</bdi></td></tr>
                <tr><th scope="row">Incident</th><td><bdi>INC-7</bdi></td></tr>
                </table>
                <p><a href="https://watchfloor.example/incidents/INC-7">Open ACT-3</a></p>

                """),
        WholeMail(
            kind: .supportRequestReceived,
            subject: "[REQ-3] Is this download us?",
            text: """
                We have your request REQ-3
                Is this download us?

                Received:         2026-11-24 05:37:58 UTC
                First answer due: 2026-11-24 06:37:58 UTC

                Follow it or add to it: https://watchfloor.example/support/REQ-3

                ----
                Watchfloor, for Northgate SOC. You receive this because you asked for support for Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p>We have your request <strong>REQ-3</strong></p>
                <h1>Is this download us?</h1>
                <table>
                <tr><th scope="row">Received</th><td><bdi>2026-11-24 05:37:58 UTC</bdi></td></tr>
                <tr><th scope="row">First answer due</th><td><bdi>2026-11-24 06:37:58 UTC</bdi></td></tr>
                </table>
                <p><a href="https://watchfloor.example/support/REQ-3">Follow REQ-3 or add to it</a></p>

                """),
        WholeMail(
            kind: .supportRequestAnswered,
            subject: "Re: [REQ-3] Is this download us?",
            text: """
                We think not.
                The address is new to you.

                Did anyone travel?

                Ada Byron, 2026-11-24 05:47:58 UTC

                We wait for your answer: https://watchfloor.example/support/REQ-3

                ----
                Watchfloor, for Northgate SOC. You receive this because you asked for support for Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p>We think not.<br>The address is new to you.</p>
                <p>Did anyone travel?</p>
                <p>Ada Byron, 2026-11-24 05:47:58 UTC</p>
                <p>We wait for your answer: <a href="https://watchfloor.example/support/REQ-3">open REQ-3</a></p>

                """),
        WholeMail(
            kind: .supportRequestResolved,
            subject: "Re: [REQ-3] Is this download us?",
            text: """
                Your request REQ-3 is resolved
                Is this download us?

                It was a stolen session, now revoked.

                Ada Byron, 2026-11-24 07:27:58 UTC

                Is it not? Until 2026-12-01 07:27:58 UTC you can open it again: https://watchfloor.example/support/REQ-3

                ----
                Watchfloor, for Northgate SOC. You receive this because you asked for support for Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p>Your request <strong>REQ-3</strong> is resolved</p>
                <h1>Is this download us?</h1>
                <p>It was a stolen session, now revoked.</p>
                <p>Ada Byron, 2026-11-24 07:27:58 UTC</p>
                <p>Is it not? Until 2026-12-01 07:27:58 UTC you can <a href="https://watchfloor.example/support/REQ-3">open REQ-3 again</a>.</p>

                """),
        WholeMail(
            kind: .breakGlassUsed,
            subject: "[BREAK-GLASS] Ada Byron let themselves in at Acme Ltd",
            text: """
                Ada Byron of Northgate SOC has let themselves in at Acme Ltd
                Nobody approved it: the glass was broken.

                Who:     Ada Byron, analyst
                Since:   2026-11-24 05:28:58 UTC
                Until:   2026-11-24 09:28:58 UTC
                Reaches: casework and native records

                WHY, IN THEIR WORDS
                A worm spreads.
                Nobody answers the phone.

                Each thing that they read is on your access log: https://watchfloor.example/access-log
                An administrator of yours can end it there and then, in your list of grants.

                ----
                Watchfloor, for Northgate SOC. You receive this as an administrator of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Ada Byron</strong> of Northgate SOC has let themselves in at Acme Ltd</p>
                <h1>Nobody approved it: the glass was broken</h1>
                <table>
                <tr><th scope="row">Who</th><td><bdi>Ada Byron, analyst</bdi></td></tr>
                <tr><th scope="row">Since</th><td><bdi>2026-11-24 05:28:58 UTC</bdi></td></tr>
                <tr><th scope="row">Until</th><td><bdi>2026-11-24 09:28:58 UTC</bdi></td></tr>
                <tr><th scope="row">Reaches</th><td><bdi>casework and native records</bdi></td></tr>
                </table>
                <h2>Why, in their words</h2>
                <p>A worm spreads.<br>Nobody answers the phone.</p>
                <p>Each thing that they read is on <a href="https://watchfloor.example/access-log">your access log</a>. An administrator of yours can end it there and then, in your list of grants.</p>

                """),
        WholeMail(
            kind: .accessRequested,
            subject: "[ACCESS] Ada Byron asks to be let in at Acme Ltd",
            text: """
                Ada Byron of Northgate SOC asks to be let in at Acme Ltd
                You decide.

                Who:     Ada Byron, lead
                For:     1 h 30 min from your yes
                Reaches: casework
                Asked:   2026-11-24 05:27:58 UTC

                WHY, IN THEIR WORDS
                To work on CASE-42.

                Say yes or no by 2026-11-25 05:27:58 UTC; without an answer nobody is let in: https://watchfloor.example/grant-requests

                ----
                Watchfloor, for Northgate SOC. You receive this as an administrator of Acme Ltd.
                An answer to this mail reaches us.

                """,
            main: """
                <p><strong>Ada Byron</strong> of Northgate SOC asks to be let in at Acme Ltd</p>
                <h1>You decide</h1>
                <table>
                <tr><th scope="row">Who</th><td><bdi>Ada Byron, lead</bdi></td></tr>
                <tr><th scope="row">For</th><td><bdi>1 h 30 min from your yes</bdi></td></tr>
                <tr><th scope="row">Reaches</th><td><bdi>casework</bdi></td></tr>
                <tr><th scope="row">Asked</th><td><bdi>2026-11-24 05:27:58 UTC</bdi></td></tr>
                </table>
                <h2>Why, in their words</h2>
                <p>To work on CASE-42.</p>
                <p><a href="https://watchfloor.example/grant-requests">Say yes or no</a> by 2026-11-25 05:27:58 UTC; without an answer nobody is let in.</p>

                """),
    ]

    /// Around the incident's mail.
    static let htmlFrame = (
        before: """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>[INC-7] High incident: SaaS / Resource::Unusual Download Of Externally Shared Google Workspace File (kim@acme.example)</title>
        <style>
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 16px; font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #ffffff; }
        main, footer { max-width: 640px; margin: 0 auto; }
        h1 { font-size: 20px; line-height: 1.3; margin: 0 0 16px; overflow-wrap: anywhere; }
        h2 { font-size: 16px; margin: 24px 0 4px; }
        p, ul { margin: 0 0 12px; }
        table { border-collapse: collapse; margin: 0 0 16px; }
        th, td { text-align: left; vertical-align: top; padding: 3px 0; overflow-wrap: anywhere; }
        th { padding-right: 16px; font-weight: 600; }
        .box { border: 2px solid #8a5300; border-radius: 6px; padding: 12px 16px; margin: 16px 0; }
        .box h2 { margin-top: 0; }
        a { color: #0b57d0; }
        footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid #767676; font-size: 14px; }
        @media (prefers-color-scheme: dark) {
        body { color: #ececec; background: #161616; }
        a { color: #9cc2ff; }
        .box { border-color: #f0b35a; }
        }
        </style>
        </head>
        <body>

        """,
        after: """
        <footer>
        <p>Watchfloor, for Northgate SOC. You receive this as a security contact of Acme Ltd. An answer to this mail reaches us.</p>
        </footer>
        </body>
        </html>

        """
    )
}
