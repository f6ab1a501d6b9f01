import Testing
import Vocabulary

@testable import Connectors

@Suite struct `A Retry-After field` {
    static let now = Timestamp("1994-11-06T08:49:00Z") ?? Timestamp(seconds: 0)

    @Test(
        arguments: [
            ("0", .zero), ("120", .seconds(120)), (" 7 ", .seconds(7)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)), ("Sun, 06 Nov 1994 08:48:00 GMT", .zero),
            ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
            ("99999999999999999999", nil),
        ] as [(String, Duration?)]) func `counts seconds or names a date`(_ row: (String, Duration?))
    {
        #expect(retryAfter(row.0, now: Self.now) == row.1)
    }
}

@Suite struct `A segment of a path` {
    @Test(arguments: [
        ("mara@tenant-a.example", "mara%40tenant-a.example"), ("a/b", "a%2Fb"), ("~-._", "~-._"),
        ("ü +%", "%C3%BC%20%2B%25"), ("", ""),
    ]) func `keeps to its place`(_ row: (String, String)) {
        #expect(percentEncoded(row.0) == row.1)
    }

    @Test func `is joined into a form in the order given`() {
        #expect(formEncoded([("b", "1&2"), ("a", "x=y")]) == "b=1%262&a=x%3Dy")
    }
}
