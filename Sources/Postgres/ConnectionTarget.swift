/// Where to connect, and how.
struct ConnectionTarget: Sendable {
    /// A libpq conninfo string or `postgresql://` URI; several hosts and `target_session_attrs` work.
    var url: String
    var applicationName: String
    var connectTimeout: Duration
    var preparesStatements: Bool
    var preparedStatementsMax: Int

    init(
        url: String, applicationName: String = "", connectTimeout: Duration = .seconds(5),
        preparesStatements: Bool = true, preparedStatementsMax: Int = 256
    ) {
        self.url = url
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        self.preparesStatements = preparesStatements
        self.preparedStatementsMax = preparedStatementsMax
    }

    /// libpq's keywords. A later one wins over the URI, which stands where `dbname` does; an earlier one does not.
    var keywords: [(String, String)] {
        let patience = "\(max(1, connectTimeout.components.seconds) * 3 * 1_000)"
        var all = [
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", patience), ("dbname", url), ("client_encoding", "UTF8"),
        ]
        if !applicationName.isEmpty { all.insert(("application_name", applicationName), at: 0) }
        return all
    }
}
