import CLibpq
import Glibc
import Logging

/// One connection as libpq sees it: the only place that holds a `PGconn`.
///
/// Not `Sendable`: the thread that made it is the only one that touches it. Everything it does is non-blocking
/// and waits in one place, `wait`, on the socket and on the mailbox.
final class Wire {
    let connection: OpaquePointer
    let mailbox: Mailbox
    let logger: Logger
    var prepared: PreparedStatements

    /// Set once nothing more can be sent; what later jobs are refused with.
    private(set) var ending: PostgresError?
    /// Sent ahead of the next statement, in the same round trip.
    var prelude: [Step] = []
    var transaction: OpenTransaction?
    /// Told of each NOTIFY heard: channel and payload.
    var onNotification: ((String, String) -> Void)?

    /// What this job has asked the server to cancel with.
    private(set) var cancellation: Cancellation?
    private var deadline: Deadline = .never
    private var isShielded = false
    /// The last words of the server before it hung up.
    private var farewell: PostgresError?

    /// How long the server may take to obey a cancellation before the connection is given up.
    private static let obedience: Duration = .seconds(5)

    /// Connects, and returns when the server has let us in.
    init(connectingTo target: ConnectionTarget, mailbox: Mailbox, logger: Logger) throws(PostgresError) {
        let keywords = target.keywords
        var names: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.0)) }
        var values: [UnsafePointer<CChar>?] = keywords.map { UnsafePointer(strdup($0.1)) }
        defer { for text in names + values { free(UnsafeMutableRawPointer(mutating: text)) } }
        names.append(nil)
        values.append(nil)
        guard let connection = PQconnectStartParams(names, values, 1) else {
            throw PostgresError(.connection, "out of memory")
        }
        self.connection = connection
        self.mailbox = mailbox
        self.logger = logger
        prepared = PreparedStatements(capacity: target.preparesStatements ? target.preparedStatementsMax : 0)
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<Wire>.fromOpaque(context).takeUnretainedValue().heard(result)
            }, Unmanaged.passUnretained(self).toOpaque())
        try finishConnecting(by: Deadline(after: target.connectTimeout))
        PQsetnonblocking(connection, 1)
        PQenterPipelineMode(connection)
    }

    deinit { PQfinish(connection) }

    private func finishConnecting(by limit: Deadline) throws(PostgresError) {
        guard PQstatus(connection) != CONNECTION_BAD else { throw lost() }
        deadline = limit
        defer { deadline = .never }
        var direction = PGRES_POLLING_WRITING
        while true {
            try wait(reading: direction == PGRES_POLLING_READING, writing: direction == PGRES_POLLING_WRITING)
            if mailbox.isClosing { throw PostgresError(.closed, "closed while connecting") }
            direction = PQconnectPoll(connection)
            switch direction {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_FAILED: throw lost()
            default: break
            }
        }
    }

    // MARK: A job's frame

    /// Runs the work of one job, within a time limit.
    ///
    /// - `limit`: after which the server is asked to cancel, and soon after the connection given up.
    /// - `isShielded`: a cancelled caller does not stop it.
    func job<Value>(
        within limit: Duration?, isShielded: Bool = false, _ work: () throws(PostgresError) -> Value
    ) throws(PostgresError) -> Value {
        if let ending { throw ending }
        deadline = Deadline(after: limit)
        self.isShielded = isShielded
        cancellation = nil
        defer { deadline = .never }
        do {
            let value = try work()
            // The signal came too late for this job, and must not hit the next.
            if cancellation != nil { mailbox.taint() }
            return value
        } catch {
            guard let cancellation else { throw error }
            guard error.sqlState == "57014" else {
                mailbox.taint()
                throw error
            }
            if !cancellation.hasArrived() { mailbox.taint() }
            let isTimeout = cancellation.reason == .timeout
            throw PostgresError(cancellation.reason, isTimeout ? "statement timeout" : "cancelled")
        }
    }

    // MARK: Waiting

    /// Waits for the socket. Asks the server to cancel when the job was interrupted or its time is over.
    func wait(reading: Bool, writing: Bool) throws(PostgresError) {
        var descriptors = [
            pollfd(
                fd: PQsocket(connection), events: Int16((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)),
                revents: 0),
            pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let ready = poll(&descriptors, 2, deadline.pollTimeout)
            if ready < 0, errno != EINTR { throw end(PostgresError(.connection, "poll failed")) }
            if descriptors[1].revents != 0 { mailbox.drain() }
            if !isShielded, cancellation == nil, mailbox.isInterrupted { cancel(because: .cancelled) }
            if ready > 0, descriptors[0].revents != 0 { return }
            if mailbox.isClosing, PQstatus(connection) != CONNECTION_OK { return }
            guard deadline.isPast else { continue }
            guard PQstatus(connection) == CONNECTION_OK, cancellation == nil else {
                // Who was cancelled wants to hear that, whatever becomes of the connection.
                let kind = cancellation?.reason == .cancelled ? PostgresError.Kind.cancelled : .connection
                throw end(PostgresError(kind, "no answer from the server in time"))
            }
            cancel(because: .timeout)
        }
    }

    /// Asks the server to cancel what it does for this connection, and gives it a little time to obey.
    func cancel(because reason: PostgresError.Kind) {
        deadline = Deadline(after: Self.obedience)
        guard let handle = PQgetCancel(connection) else { return }
        cancellation = Cancellation(handle, because: reason)
        cancellation?.send()
    }

    /// Sleeps until there is a job, taking in what the server says of its own accord. Throws when it has hung up.
    func idle() throws(PostgresError) {
        var descriptors = [
            pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0),
            pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&descriptors, 2, -1) > 0 else { return }
        if descriptors[1].revents != 0 { mailbox.drain() }
        if descriptors[0].revents != 0 { try listen() }
    }

    private func listen() throws(PostgresError) {
        guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { throw lost() }
        // Parses what was read: without it a notice would wait for the next statement.
        _ = PQisBusy(connection)
        passOnNotifications()
    }

    /// NOTIFY also comes between the answers to statements.
    func passOnNotifications() {
        while let heard = PQnotifies(connection) {
            onNotification?(String(cString: heard.pointee.relname), String(cString: heard.pointee.extra))
            PQfreemem(heard)
        }
    }

    // MARK: The end

    /// Gives the connection up, with the server's last words if it had any.
    func lost() -> PostgresError {
        let message = PQerrorMessage(connection).map { String(cString: $0).firstLine } ?? ""
        return end(farewell ?? PostgresError(.connection, message.isEmpty ? "connection lost" : message))
    }

    func end(_ error: PostgresError) -> PostgresError {
        ending = ending ?? error
        mailbox.taint()
        return error
    }

    private func heard(_ notice: OpaquePointer) {
        let field = { (code: Int) in PQresultErrorField(notice, Int32(code)).map { String(cString: $0) } }
        let severity = field(Int(CLIBPQ_SEVERITY)) ?? ""
        let message = field(Int(CLIBPQ_MESSAGE)) ?? ""
        if severity == "FATAL" || severity == "PANIC" {
            farewell = PostgresError(
                field(Int(CLIBPQ_SQLSTATE)).map { .server(sqlState: $0) } ?? .connection, message)
        }
        logger.debug(
            "notice from the database", metadata: ["severity": "\(severity)", "notice": "\(message)"])
    }
}
