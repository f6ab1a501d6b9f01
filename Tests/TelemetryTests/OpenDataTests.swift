import Foundation
import Telemetry
import Testing
import Vocabulary

@Suite(.enabled(if: Shared.isThere, "the shared data are not beside the project"))
struct `Google's records that others wrote` {
    @Test func `are all read, or refused because they lack a time or a name`() throws {
        struct Case: Decodable {
            let event: JSON
        }
        let lines = try Shared.bytes("data/saas-labelled/GSuite_ActivityEvent.jsonl").split(separator: 10)
        var outcomes: [String: Int] = [:]
        for line in lines {
            let event = try JSONDecoder().decode(Case.self, from: Data(line)).event
            let hasTime = event["id"]?["time"] != nil
            let hasName = event["name"]?.string != nil
            do throws(Rejection) {
                let read = try normalise(encoded(event))
                #expect(hasTime && hasName)
                #expect(read.operation == event["name"]?.string?.lowercased())
                #expect(read.application == event["id"]?["applicationName"]?.string)
                #expect(read.actor?.name == event["actor"]?["email"]?.string?.lowercased())
                #expect((read.sourceAddress != nil) == (event["ipAddress"] != nil))
                if read.class == .fileHostingActivity {
                    #expect(read.file?.name == event["parameters"]?["doc_title"]?.string)
                }
                outcomes["read", default: 0] += 1
            } catch {
                #expect(error == (hasTime ? .missingOperation : .missingTime))
                outcomes[error.rawValue, default: 0] += 1
            }
        }
        #expect(outcomes.values.reduce(0, +) == lines.count)
        #expect(outcomes == ["read": 54, "missing_time": 21])
    }

    @Test(arguments: [
        ("drive", [["change_user_access", "external", "spreadsheet"], ["download", "public", "pdf"]]),
        ("login", [["login_success", "", ""], ["login_failure", "", ""], ["suspicious_login", "", ""]]),
    ])
    func `in a list as the Reports API answers are read one by one`(application: String, expected: [[String]])
        throws
    {
        let body = try Shared.bytes("contracts/google/fixtures/activities-\(application).json")
        var normaliser = Normaliser()
        var found: [[String]] = []
        for element in RecordSplitter(body) {
            guard case .record(let range) = element.content else { continue }
            let event = try normaliser.normalise(
                body[range], as: .googleWorkspace, receivedAt: receipt, id: someID)
            found.append([event.operation, event.file?.visibility.rawValue ?? "", event.file?.type ?? ""])
            #expect(event.actor?.name == "kim@tenant-b.example")
            let act = "\(event.operation)/\(event.file?.id ?? "")"
            #expect(
                event.nativeID == "2026-11-24T05:27:58.481000Z/-4567890123/\(application)/C01abc234/\(act)")
        }
        #expect(found == expected)
    }
}
