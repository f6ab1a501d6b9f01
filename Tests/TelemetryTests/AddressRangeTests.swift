import Telemetry
import Testing

@Suite struct `A range of addresses` {
    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.7", "192.0.2.7/32"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("2001:DB8:0::/32", "2001:db8::/32"), ("2001:db8::1", "2001:db8::1/128"), ("::/0", "::/0"),
        // A dual-stack socket sees an IPv4 client as a mapped address; both names mean the one client.
        ("::ffff:192.0.2.0/120", "192.0.2.0/24"), ("::ffff:192.0.2.7", "192.0.2.7/32"),
    ])
    func `has one way to be written`(text: String, written: String) throws {
        let range = try #require(AddressRange(text))
        #expect(range.description == written)
        #expect(AddressRange(range.description) == range)
    }

    @Test(arguments: [
        "", "/", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8", "192.0.2.0/024",
        "192.0.2.0/24/8", "192.0.2.0/99999999999999999999", "192.0.2/24", "192.0.2.0:443/24", "192.0.2.0:443",
        " 192.0.2.0/24", "192.0.2.0 /24", "192.0.2.0/ 24", "[2001:db8::]/32", "fe80::1%eth0/64",
        "2001:db8::/129",
        "::ffff:192.0.2.0/95", "example.com/24", "192.0.2.0/²",
        // Bits past the width: either the address or the width is a mistake.
        "10.1.2.3/8", "2001:db8::1/32",
    ])
    func `is not read from what is none`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.0", true), ("192.0.2.0/24", "192.0.2.255", true),
        ("192.0.2.0/24", "192.0.3.0", false),
        ("192.0.2.0/24", "192.0.1.255", false), ("192.0.2.7/32", "192.0.2.7", true),
        ("192.0.2.7/32", "192.0.2.6", false),
        ("0.0.0.0/0", "255.255.255.255", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("::/0", "2001:db8::1", true),
        ("::/0", "192.0.2.1", false), ("192.0.2.0/24", "::ffff:192.0.2.9", true),
        ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("2001:db8::/64", "2001:db8:0:0:ffff::1", true),
        ("2001:db8::/65", "2001:db8:0:0:8000::1", false), ("2001:db8::1/128", "2001:db8::2", false),
    ])
    func `holds what begins with its bits`(range: String, address: String, isInside: Bool) throws {
        let range = try #require(AddressRange(range))
        #expect(range.contains(try #require(Address(address))) == isInside)
    }

    @Test func `restricts nobody where the list is empty, and the unknown where it is not`() throws {
        let list = [try #require(AddressRange("192.0.2.0/24")), try #require(AddressRange("2001:db8::/32"))]
        #expect([AddressRange]().admits(nil))
        #expect([AddressRange]().admits(Address("198.51.100.1")))
        #expect(!list.admits(nil))
        #expect(!list.admits(Address("198.51.100.1")))
        #expect(list.admits(Address("192.0.2.1")))
        #expect(list.admits(Address("2001:db8::1")))
    }

    @Test func `knows what a machine keeps for itself`() {
        for text in ["127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1"] {
            #expect(Address(text).map(AddressRange.loopback.contains) == true)
        }
        for text in ["128.0.0.1", "::", "::2", "0.0.0.0"] {
            #expect(Address(text).map(AddressRange.loopback.contains) == false)
        }
    }
}
