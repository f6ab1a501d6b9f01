import Postgres
import Testing

@Suite struct `A listener` {
    @Test func `hears what is sent, and listens again after an interruption`() async throws {
        try await Database.withPool { pool async throws in
            let url = try await pool.value(
                String.self, "SELECT current_setting('unix_socket_directories')::text")
            let database = try await pool.value(String.self, "SELECT current_database()::text")
            let listener = Listener(
                url: "host=\(url ?? "") dbname=\(database ?? "") user=postgres",
                channels: ["wake", "odd name"],
                logger: Database.logger)
            try await listening(listener)
            var heard = listener.notifications.makeAsyncIterator()

            _ = try await pool.run(scope: .plain, "SELECT pg_notify('wake', 'one')")
            #expect(await heard.next() == .init(channel: "wake", payload: "one", isCatchUp: false))
            try await listener.notify(channel: "odd name", payload: "two")
            #expect(await heard.next() == .init(channel: "odd name", payload: "two", isCatchUp: false))

            _ = try await pool.run(
                scope: .plain,
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE application_name = 'listener' AND datname = current_database()
                """)
            #expect(await heard.next() == .init(channel: "wake", payload: "", isCatchUp: true))
            #expect(await heard.next() == .init(channel: "odd name", payload: "", isCatchUp: true))
            _ = try await pool.run(scope: .plain, "SELECT pg_notify('wake', 'three')")
            #expect(await heard.next() == .init(channel: "wake", payload: "three", isCatchUp: false))

            listener.close()
            #expect(await heard.next() == nil)
        }
    }

    private func listening(_ listener: Listener) async throws {
        while !listener.isListening { try await Task.sleep(for: .milliseconds(5)) }
    }
}
