/// How a pool connects, how much it takes, and how long it waits.
package struct PoolConfiguration: Sendable {
    /// A libpq conninfo string or `postgresql://` URI; several hosts and `target_session_attrs` work.
    package var url: String
    /// Each costs the server a process and this one a thread.
    package var connectionsMax: Int
    /// How long a caller waits for a connection, connecting included.
    package var acquireTimeout: Duration
    /// Callers waiting at the same time; one more is refused at once, since its turn would come too late.
    package var waitersMax: Int
    /// For each statement, by the server. Zero is none.
    package var statementTimeout: Duration
    package var connectTimeout: Duration
    /// Off for a pooler in transaction mode: it gives each transaction another connection.
    package var preparesStatements: Bool
    /// For each connection, least recently used first out.
    package var preparedStatementsMax: Int
    /// A connection older than this is replaced when it comes back: the server's caches grow with each table.
    package var lifetimeMax: Duration
    package var applicationName: String

    package init(
        url: String, connectionsMax: Int = 16, acquireTimeout: Duration = .seconds(5),
        waitersMax: Int = 4_096,
        statementTimeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(5),
        preparesStatements: Bool = true, preparedStatementsMax: Int = 256,
        lifetimeMax: Duration = .seconds(3_600), applicationName: String = ""
    ) {
        self.url = url
        self.connectionsMax = max(1, connectionsMax)
        self.acquireTimeout = acquireTimeout
        self.waitersMax = waitersMax
        self.statementTimeout = statementTimeout
        self.connectTimeout = connectTimeout
        self.preparesStatements = preparesStatements
        self.preparedStatementsMax = max(1, preparedStatementsMax)
        self.lifetimeMax = lifetimeMax
        self.applicationName = applicationName
    }

    var target: ConnectionTarget {
        ConnectionTarget(
            url: url, applicationName: applicationName, connectTimeout: connectTimeout,
            preparesStatements: preparesStatements, preparedStatementsMax: preparedStatementsMax)
    }
}
