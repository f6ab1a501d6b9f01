import Telemetry
import Testing

@Suite struct `An address` {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"),
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("192.0.2.1:443", "192.0.2.1"),
        ("  192.0.2.1 ", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("::", "::"),
        ("::1", "::1"),
        ("1::", "1::"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%25eth0]:22", "fe80::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::ffff:c000:201", "192.0.2.1"),
        ("[::FFFF:192.0.2.1]:80", "192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("::192.0.2.1", "::c000:201"),
    ])
    func `is read from what logs hold and written in one form`(text: String, canonical: String) {
        #expect(Address(text)?.description == canonical)
    }

    @Test(arguments: [
        "", " ", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.04", "01.2.3.4", "1..2.3", ".1.2.3", "1.2.3.",
        "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:123456", "1.2.3.4/24", "a.b.c.d", ":", ":::", "1:2",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "[::1",
        "::1]",
        "[::1]x", "[::1]:", "[192.0.2.1]", "::1.2.3", "1.2.3.4::", "1:", ":1", "::1:", "localhost", "-",
        "unknown",
        "1:2:3:4:5:6:7:1.2.3.4",
    ])
    func `is refused otherwise`(text: String) {
        #expect(Address(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.51", ["192.0.2.51", "192.0.2.0/24", "192.0.0.0/16"]),
        ("2001:db8:77:0:aaaa::1", ["2001:db8:77:0:aaaa::1", "2001:db8:77::/64", "2001:db8:77::/48"]),
        ("2001:db8:77:1::1", ["2001:db8:77:1::1", "2001:db8:77:1::/64", "2001:db8:77::/48"]),
    ])
    func `is seen at three widths`(text: String, widths: [String]) throws {
        let networks = try #require(Address(text)).networks
        #expect([networks.address, networks.network, networks.wide] == widths)
    }

    @Test(arguments: [
        ("255.255.255.255", 0, "0.0.0.0/0"), ("255.255.255.255", 1, "128.0.0.0/1"),
        ("255.255.255.255", 32, "255.255.255.255/32"), ("255.255.255.255", 99, "255.255.255.255/32"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0, "::/0"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 65, "ffff:ffff:ffff:ffff:8000::/65"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 127, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127"),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 128, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"),
    ])
    func `lies in a network of any width`(text: String, width: Int, network: String) throws {
        #expect(try #require(Address(text)).network(width) == network)
    }

    @Test func `reads back what it writes`() {
        var random = SeededGenerator(state: 1)
        var faults: [Address] = []
        for _ in 0..<20_000 {
            // Zero words are what the short form is about, so most are.
            func word() -> UInt64 {
                (0..<4).reduce(0) { sum, _ in
                    sum << 16 | (random.next() % 3 == 0 ? random.next() >> (48 + random.next() % 16) : 0)
                }
            }
            let address = Address(high: word() | 1 << 63, low: word(), isIPv4: false)
            if Address(address.description) != address { faults.append(address) }
            let short = Address(high: 0, low: random.next() >> 32, isIPv4: true)
            if Address(short.description) != short { faults.append(short) }
        }
        #expect(faults.isEmpty)
    }

    @Test func `survives any bytes`() {
        var random = SeededGenerator(state: 2)
        let alphabet = Array("0123456789abcdef:.[]%/ g".utf8)
        var faults: [String] = []
        for _ in 0..<50_000 {
            let text = String(
                decoding: (0..<Int.random(in: 0...24, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                }, as: UTF8.self)
            // What is read is written in a form that reads the same.
            if let address = Address(text), Address(address.description) != address { faults.append(text) }
        }
        #expect(faults.isEmpty)
    }
}
