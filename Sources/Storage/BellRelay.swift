package import Logging
package import Operations
import Postgres

/// Carries the bells between processes by NOTIFY, on a connection of its own and at most every 50 ms: a NOTIFY in the
/// transactions themselves would make every commit of the cluster wait in one line.
///
/// What is lost here is found by polling.
package struct BellRelay: Sendable {
    static let channel = "watchfloor"
    static let interval: Duration = .milliseconds(50)
    /// What a notification says where a credential was ended.
    static let credentialsEnded = "credentials"

    private let bells: Bells
    private let listener: Listener
    private let logger: Logger

    /// `url`: a connection past any pooler.
    package init(url: String, bells: Bells, logger: Logger) {
        self.bells = bells
        self.logger = logger
        listener = Listener(url: url, channels: [Self.channel], logger: logger)
    }

    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await notification in listener.notifications {
                    // Back after an interruption, it may have missed one.
                    if notification.payload == Self.credentialsEnded || notification.isCatchUp {
                        bells.credentials.advance(tellingOthers: false)
                    }
                    bells.ringInward()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await bells.outward.wait(upTo: .seconds(60))
                    guard !Task.isCancelled else { return }
                    do {
                        try await listener.notify(
                            channel: Self.channel,
                            payload: bells.credentials.takeUntold() ? Self.credentialsEnded : "")
                    } catch {
                        logger.debug("other processes were not woken", metadata: ["error": "\(error)"])
                    }
                    try? await Task.sleep(for: Self.interval)
                }
            }
            await group.next()
            listener.close()
            group.cancelAll()
        }
    }
}
