import Foundation
import Glibc
import Mail
import Notifications
import Operations
import Testing

@Suite struct `A mail sender in memory` {
    @Test(arguments: MailSenderPromise.allCases) func keeps(_ promise: MailSenderPromise) async throws {
        let bench = promise.bench
        let busy = MailError.transient(code: 451, text: "451 4.3.0 try again later")
        let sender = MemoryMailSender(
            failing: Array(repeating: busy, count: bench.busyFirst),
            rejecting: Set(try bench.rejected.map { try Sample.address($0) }))
        try await promise.hold(sender) {
            sender.sent.map { mail in
                let name = mail.to.name.map { "\($0) <\(mail.to.address)>" }
                return MailSenderPromise.Delivered(
                    messageID: "<\(mail.messageID)>", to: name ?? mail.to.address.description,
                    subject: mail.subject, text: mail.text, html: mail.html)
            }
        }
    }
}

@Suite(.enabled(if: Python.withSink != nil, "needs a Python with aiosmtpd: ops/test makes one"))
struct `A mail sender over SMTP` {
    private let login = SMTPConfiguration.Credentials(user: "watchfloor", password: "p:ä ss")

    @Test(arguments: MailSenderPromise.allCases) func keeps(_ promise: MailSenderPromise) async throws {
        let bench = promise.bench
        let sink = try SMTPSink(
            ["--fail-first", "\(bench.busyFirst)"] + bench.rejected.flatMap { ["--reject", $0] })
        let sender = try SMTPMailSender(sink.configuration())
        try await promise.hold(sender) {
            try sink.mails().map { mail in
                MailSenderPromise.Delivered(
                    messageID: mail["Message-ID"].joined(), to: mail["To"].joined(),
                    subject: mail["Subject"].joined(), text: mail.parts.first?.content ?? "",
                    html: mail.parts.last?.content ?? "")
            }
        }
    }

    @Test func `logs in under STARTTLS with a certificate it can verify, over one connection`() async throws {
        let sink = try SMTPSink(["--starttls", "--auth", "watchfloor:p:ä ss"])
        let sender = try SMTPMailSender(sink.configuration(.required, credentials: login))
        _ = try await sender.send(try small(1))
        _ = try await sender.send(try small(2))
        let mails = try sink.mails()
        #expect(mails.map { $0["X-Envelope-TLS"] } == [["yes"], ["yes"]])
        #expect(mails.map { $0["X-Envelope-User"] } == [["watchfloor"], ["watchfloor"]])
        #expect(
            mails.map { $0["X-Envelope-From"] } == [["soc@watchfloor.example"], ["soc@watchfloor.example"]])
        #expect(mails[0]["X-Envelope-Peer"] == mails[1]["X-Envelope-Peer"])
        #expect(sink.stop() == 0)
    }

    @Test func `speaks TLS from the first byte`() async throws {
        let sink = try SMTPSink(["--tls"])
        _ = try await SMTPMailSender(sink.configuration(.implicit)).send(try small(1))
        #expect(try sink.mails().count == 1)
    }

    @Test func `uses STARTTLS where it is optional and offered`() async throws {
        let sink = try SMTPSink(["--starttls"])
        _ = try await SMTPMailSender(sink.configuration(.optional)).send(try small(1))
        #expect(try sink.mails().map { $0["X-Envelope-TLS"] } == [["yes"]])
    }

    @Test(arguments: [SMTPConfiguration.Security.required, .implicit])
    func `sends nothing to a server whose certificate it cannot verify`(
        security: SMTPConfiguration.Security
    ) async throws {
        let sink = try SMTPSink([security == .required ? "--starttls" : "--tls"])
        let stranger = try SMTPSink(["--starttls"])
        // Another authority, and the system's, which know neither.
        for caFile in [stranger.ca, nil] {
            var configuration = sink.configuration(security)
            configuration.caFile = caFile
            let error = try await refusal(of: try small(1), by: try SMTPMailSender(configuration))
            #expect(error?.isPermanent == false)
        }
        #expect(try sink.mails().isEmpty)
    }

    @Test func `sends nothing in the clear where STARTTLS is required and not offered`() async throws {
        let sink = try SMTPSink()
        let error = try await refusal(of: try small(1), by: try SMTPMailSender(sink.configuration(.required)))
        #expect(error?.isPermanent == false)
        #expect(try sink.mails().isEmpty)
    }

    @Test func `says for good that the password is wrong`() async throws {
        let sink = try SMTPSink(["--starttls", "--auth", "watchfloor:other"])
        let sender = try SMTPMailSender(sink.configuration(.required, credentials: login))
        let error = try await refusal(of: try small(1), by: sender)
        guard case .permanent(535, _) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(try sink.mails().isEmpty)
    }

    @Test func `finds its way back when the server has been away`() async throws {
        let sink = try SMTPSink()
        let sender = try SMTPMailSender(sink.configuration())
        _ = try await sender.send(try small(1))
        sink.stop()
        let error = try await refusal(of: try small(2), by: sender)
        #expect(error?.isPermanent == false)
        let again = try SMTPSink(["--port", "\(sink.port)"])
        _ = try await sender.send(try small(2))
        #expect(try again.mails().map { $0["Subject"] } == [["mail 2"]])
    }
}

@Suite struct `A mail sender with nobody to talk to` {
    @Test func `says that another attempt may succeed when no one listens`() async throws {
        let configuration = SMTPConfiguration(host: "127.0.0.1", port: 1, security: .none)
        let error = try await refusal(of: try small(1), by: try SMTPMailSender(configuration))
        guard case .transient(nil, _) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }

    @Test func `gives up on a server that never greets`() async throws {
        let silent = try SilentListener()
        var configuration = SMTPConfiguration(host: "127.0.0.1", port: silent.port, security: .none)
        configuration.connectTimeout = .milliseconds(200)
        configuration.timeout = .milliseconds(400)
        let error = try await refusal(of: try small(1), by: try SMTPMailSender(configuration))
        guard case .transient(nil, _) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }
}

/// Takes connections, by the kernel's hand, and never says a word.
private final class SilentListener {
    struct NotStarted: Error {}

    private let descriptor: Int32
    let port: Int

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let ready = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 4) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard ready else { throw NotStarted() }
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}
