import Mail
import Testing

@Suite struct `An SMTP URL` {
    @Test func `says where, how safely and as whom`() throws {
        let plain = try SMTPConfiguration(url: "smtp://relay.example")
        #expect(plain == SMTPConfiguration(host: "relay.example", port: 587, security: .required))

        let full = try SMTPConfiguration(
            url: "smtp://soc%40x:p%3A%2F%40@relay.example:2525?tls=required&ca_file=/etc/ca.pem"
                + "&hello=wf.example&connect_timeout_seconds=5&timeout_seconds=30")
        #expect(full.port == 2_525)
        #expect(full.credentials == SMTPConfiguration.Credentials(user: "soc@x", password: "p:/@"))
        #expect(full.caFile == "/etc/ca.pem")
        #expect(full.hello == "wf.example")
        #expect(full.connectTimeout == .seconds(5))
        #expect(full.timeout == .seconds(30))

        let implicit = try SMTPConfiguration(url: "smtps://relay.example")
        #expect(implicit == SMTPConfiguration(host: "relay.example", port: 465, security: .implicit))
        #expect(try SMTPConfiguration(url: "smtp://[::1]:25?tls=none").host == "::1")
    }

    @Test(arguments: [
        ("", SMTPConfigurationError.notAnURL), ("relay.example:25", .notAnURL), ("smtp://", .notAnURL),
        ("https://relay.example", .scheme), ("smtp://relay.example/path", .option("path")),
        ("smtp://relay.example?tls=sometimes", .option("tls")),
        ("smtp://relay.example?tls=implicit", .option("tls")),
        ("smtps://relay.example?tls=none", .option("tls")),
        ("smtp://relay.example?colour=red", .option("colour")),
        ("smtp://relay.example?timeout_seconds=0", .option("timeout_seconds")),
        ("smtp://relay.example?timeout_seconds=x", .option("timeout_seconds")),
        ("smtp://relay.example?hello=a%0D%0AMAIL", .option("hello")),
        ("smtp://relay.example:0", .option("port")),
        ("smtp://u:p@relay.example?tls=none", .passwordInTheClear),
        ("smtp://u:p@relay.example?tls=optional", .passwordInTheClear),
    ])
    func `is refused`(url: String, error: SMTPConfigurationError) {
        #expect(throws: error) { try SMTPConfiguration(url: url) }
    }

    @Test func `may carry a password in the clear on this machine alone`() throws {
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            #expect(throws: Never.self) { try SMTPConfiguration(url: "smtp://u:p@\(host):25?tls=none") }
        }
        #expect(throws: SMTPConfigurationError.passwordInTheClear) {
            try SMTPConfiguration(url: "smtp://u:p@127.0.0.1.evil.example?tls=none")
        }
        var configuration = SMTPConfiguration(host: "relay.example", port: 25, security: .none)
        configuration.credentials = SMTPConfiguration.Credentials(user: "u", password: "p")
        #expect(throws: SMTPConfigurationError.passwordInTheClear) { try SMTPMailSender(configuration) }
    }

    @Test func `does not print its password`() throws {
        let configuration = try SMTPConfiguration(url: "smtps://u:geheim@relay.example")
        #expect(!"\(configuration)\(String(reflecting: configuration))".contains("geheim"))
    }
}
