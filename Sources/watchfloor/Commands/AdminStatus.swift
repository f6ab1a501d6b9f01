import ArgumentParser
import Foundation
import Logging
import Operations
import Vocabulary

struct AdminStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract:
            "Tell how far each tenant's stream has come, how far detection has read it, and how much work waits."
    )

    @Option(name: .customLong("data-directory"), help: "Where the key and the embedded database live.")
    var dataDirectory: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await withAssembly(dataDirectory) { assembly, _ in
            let progress = try await assembly.floor.store.onPlatform { try await $0.progress() }
            if json {
                try Output.json(View(progress))
                return
            }
            for stream in progress.streams {
                print("\(stream.tenant) \(stream.name): \(stream.detected) of \(stream.head) read")
            }
            print("\(progress.workDue) items of work due")
        }
    }

    private struct View: Encodable {
        struct Stream: Encodable {
            let tenantId: String
            let name: String
            let head: Int64
            let detected: Int64
        }

        let tenants: [Stream]
        let workDue: Int
        let isSettled: Bool

        init(_ progress: FloorProgress) {
            tenants = progress.streams.map {
                Stream(tenantId: "\($0.tenant)", name: $0.name, head: $0.head, detected: $0.detected)
            }
            workDue = progress.workDue
            isSettled = progress.workDue == 0 && progress.streams.allSatisfy { $0.head == $0.detected }
        }
    }
}
