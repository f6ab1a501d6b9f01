import FoundationEssentials
import Logging
import NIOCore
import NIOPosix
import Peers
import Sensor
import Testing

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct `A sensor` {
    @Test func `brings every line up, in order, and sums it up`() async throws {
        let floor = TinyFloor()
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(joined(records(1_000)), to: base) { $0.batchBytes = 1_000 }
        }
        #expect(run.error == nil)
        #expect(await floor.lines == records(1_000))
        #expect(await floor.authorizations == ["Bearer wfs_test"])
        #expect(run.totals.events == 1_000)
        #expect(run.totals.accepted == 1_000)
        #expect(run.totals.bytes == joined(records(1_000)).utf8.count)
        #expect(run.totals.batches == (await floor.batches.count))
        #expect(run.totals.settledLines == 1_000)
        #expect(await floor.batches.allSatisfy { joined($0.lines).utf8.count <= 1_000 })
    }

    @Test func `loses nothing to a floor that is away for a while`() async throws {
        let floor = TinyFloor([.refuse(503), .refuse(503, retryAfter: 7), .keep, .refuse(500), .refuse(429)])
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(joined(records(300)), to: base) { $0.batchEvents = 100 }
        }
        #expect(run.error == nil)
        #expect(await floor.lines == records(300))
        #expect(run.totals.retries == 4)
        // 250 ms doubled each time, half of it sure; then what the floor asked for; then anew for the next
        // batch.
        #expect(run.sleeps == [.milliseconds(125), .seconds(7), .milliseconds(125), .milliseconds(250)])
    }

    @Test func `keeps once what it sends twice because the answer was lost`() async throws {
        let floor = TinyFloor([.keepSilently, .keep, .keepSilently])
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(joined(records(30)), to: base) { $0.batchEvents = 10 }
        }
        #expect(await floor.lines == records(30))
        #expect(run.totals.accepted + run.totals.duplicate == 30)
        #expect(run.totals.duplicate == 20)
    }

    @Test func `waits for a floor that is not there yet`() async throws {
        // A port that was free a moment ago, and that nobody answers at until the sensor has been refused
        // twice.
        let port = try await freePort()
        let (refusals, telling) = AsyncStream.makeStream(of: Void.self)
        let floor = TinyFloor()
        let path = FileManager.default.temporaryDirectory.appending(path: "records-\(port)").path
        try write(joined(records(50)), to: path)
        defer { unlink(path) }
        let totals = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                var seen = 0
                for await _ in refusals {
                    seen += 1
                    if seen == 2 { break }
                }
                try await PeerServer.run(floor, port: port, logger: Logger(label: "floor")) { _ in }
            }
            defer { group.cancelAll() }
            var settings = try UplinkSettings(
                floor: "http://127.0.0.1:\(port)", key: "wfs_test", source: "google_workspace")
            settings.firstWait = .milliseconds(20)
            settings.longestWait = .milliseconds(50)
            let sender = UplinkSender(settings, logger: Logger(label: "sensor")) { progress in
                if case .waiting = progress { telling.yield() }
            }
            var uplink = Uplink(
                settings, input: try RecordInput(path: path), sender: sender, tell: { _ in })
            try await uplink.run()
            return uplink.totals
        }
        #expect(await floor.lines == records(50))
        #expect(totals.retries >= 2)
    }

    @Test func `gives up in the end, and says how far it came`() async throws {
        let floor = TinyFloor([.keep] + Array(repeating: .refuse(503), count: 1_000))
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(joined(records(30)), to: base) {
                $0.batchEvents = 10
                $0.giveUp = .seconds(60)
            }
        }
        guard case .gaveUp(let after, let reason)? = run.error else {
            Issue.record("\(String(describing: run.error))")
            return
        }
        #expect(after <= .seconds(60))
        #expect(reason == "the floor answers 503")
        #expect(run.totals.settledLines == 10)

        let resumed = try await PeerServer.serving(TinyFloor()) { base in
            try await bringUp(joined(records(30)), to: base) { $0.skipLines = run.totals.settledLines }
        }
        #expect(resumed.totals.accepted == 20)
    }

    @Test(arguments: [401, 403, 404, 415, 422]) func `stops where another try would not help`(
        _ status: Int
    ) async throws {
        let floor = TinyFloor([.refuse(status)])
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(joined(records(3)), to: base)
        }
        #expect(run.error == .refused(status: status, detail: "scripted"))
        #expect(await floor.requests == 1)
    }

    @Test func `sends in halves what the floor finds too large`() async throws {
        let floor = TinyFloor(bytesMax: 60)
        let long = #"{"n":"\#(String(repeating: "x", count: 80))"}"#
        let lines = records(20) + [long] + records(20)
        let run = try await PeerServer.serving(floor) { base in try await bringUp(joined(lines), to: base) }
        #expect(run.error == nil)
        #expect(await floor.lines == records(20) + records(20))
        #expect(run.told.rejected == [RejectedLine(line: 21, reason: "too large")])
        #expect(run.totals.events == 41)
        #expect(run.totals.accepted == 40)
        #expect(run.totals.rejected == 1)
    }

    @Test func `names a rejected line by its place in the input`() async throws {
        let floor = TinyFloor([.keep, .reject(line: 2, reason: "no time")])
        let text = "{\"n\":1}\n\n  \n{\"n\":2}\r\n{\"n\":3}\n{\"n\":4}"
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(text, to: base) { $0.batchEvents = 2 }
        }
        // The second batch holds lines 5 and 6; its second record is line 6.
        #expect(run.told.rejected == [RejectedLine(line: 6, reason: "no time")])
        #expect(await floor.lines == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":3}"#])
        #expect(run.totals.rejected == 1)
        #expect(run.totals.settledLines == 6)
    }

    @Test func `goes on after a batch of which nothing can be read`() async throws {
        let floor = TinyFloor([.refuse(400), .keep])
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp("x\ny\n{}\n", to: base) { $0.batchEvents = 2 }
        }
        #expect(run.error == nil)
        #expect(run.told.rejected.map(\.line) == [1, 2])
        #expect(run.totals.accepted == 1)
    }

    @Test func `passes over a record that is longer than allowed, and says so`() async throws {
        let floor = TinyFloor()
        let text = "{\"n\":1}\n\(String(repeating: "x", count: 5_000))\n{\"n\":2}\n"
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(text, to: base) { $0.lineBytes = 1_000 }
        }
        #expect(await floor.lines == records(2))
        #expect(run.told.rejected == [RejectedLine(line: 2, reason: "longer than 1000 bytes")])
        #expect(run.totals.events == 3)
    }

    @Test func `does not take a stranger for the floor`() async throws {
        let floor = TinyFloor([.answer(200, "<html>hello</html>")])
        let run = try await PeerServer.serving(floor) { base in try await bringUp("{}\n", to: base) }
        #expect(run.error == .unreadableAnswer(status: 200))
    }

    @Test func `switches from the past to the present where a control line says so`() async throws {
        let floor = TinyFloor()
        let text = """
            {"watchfloor_control":{"backfill":true}}
            {"n":1}
            {"n":2}
            {"watchfloor_control":{"backfill":false,"sleep_ms":1500}}
            {"n":3}
            {"watchfloor_control":{"flush":true}}
            {"n":4}
            """
        let run = try await PeerServer.serving(floor) { base in
            try await bringUp(text, to: base) { $0.honoursControlLines = true }
        }
        let batches = await floor.batches
        #expect(batches.map(\.isBackfill) == [true, false, false])
        #expect(batches.map(\.lines) == [records(2), [#"{"n":3}"#], [#"{"n":4}"#]])
        #expect(run.sleeps == [.milliseconds(1_500)])
        #expect(run.totals.events == 4)
    }

    @Test func `sends a control line as a record unless told to obey`() async throws {
        let floor = TinyFloor()
        let line = #"{"watchfloor_control":{"backfill":true}}"#
        _ = try await PeerServer.serving(floor) { base in try await bringUp(line, to: base) }
        #expect(await floor.lines == [line])
    }

    @Test func `does not hold back a lone record while its writer is quiet`() async throws {
        let floor = TinyFloor()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        // A server that another test starts meanwhile must not hold the writing end open.
        for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        let (reading, writing) = (ends[0], ends[1])
        defer { close(reading) }
        let (acknowledged, telling) = AsyncStream.makeStream(of: UplinkTotals.self)
        try await PeerServer.serving(floor) { base in
            var settings = try UplinkSettings(floor: base, key: "wfs_test", source: "google_workspace")
            settings.linger = .milliseconds(20)
            let tell: @Sendable (UplinkProgress) -> Void = { progress in
                if case .acknowledged(_, let totals) = progress { telling.yield(totals) }
            }
            let sender = UplinkSender(settings, logger: Logger(label: "sensor"), tell: tell)
            let bound = settings
            async let finished: UplinkTotals = {
                var uplink = Uplink(
                    bound, input: RecordInput(descriptor: reading), sender: sender, tell: tell)
                try await uplink.run()
                return uplink.totals
            }()
            _ = Glibc.write(writing, "{\"n\":1}\n", 8)
            // The pipe stays open: without the linger, this would never come.
            let first = await acknowledged.first { _ in true }
            #expect(first?.events == 1)
            _ = Glibc.write(writing, "{\"n\":2}", 7)
            close(writing)
            #expect(try await finished.accepted == 2)
        }
        #expect(await floor.lines == records(2))
    }

    /// Whatever fails, and however the input is cut into batches: the floor ends up with exactly the input's
    /// lines.
    @Test func `never loses, doubles or reorders`() async throws {
        var random = Seeded(state: 42)
        for _ in 0..<25 {
            let script: [TinyFloor.Turn] = (0..<40).map { _ in
                switch Int.random(in: 0..<6, using: &random) {
                case 0: .refuse(503)
                case 1: .refuse(429, retryAfter: 1)
                case 2: .keepSilently
                case 3: .refuse(502)
                default: .keep
                }
            }
            let count = Int.random(in: 1...200, using: &random)
            let bytes = Int.random(in: 10...400, using: &random)
            let floor = TinyFloor(script, bytesMax: Int.random(in: 30...500, using: &random))
            let run = try await PeerServer.serving(floor) { base in
                try await bringUp(joined(records(count)), to: base) { $0.batchBytes = bytes }
            }
            #expect(run.error == nil)
            #expect(await floor.lines == records(count))
            #expect(run.totals.accepted + run.totals.duplicate == count)
        }
    }
}

private func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
}

private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
}
