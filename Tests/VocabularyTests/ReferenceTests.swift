import Testing
import Vocabulary

@Suite struct `A reference` {
    @Test(
        arguments: [
            ("CASE-42", .case, 42), ("inc-7", .incident, 7), ("Req-3", .supportRequest, 3),
            ("ALT-1", .alert, 1),
            ("ACT-9223372036854775807", .responseAction, .max),
        ] as [(String, Reference.Series, Int64)])
    func `is read in either case`(text: String, series: Reference.Series, number: Int64) {
        #expect(Reference(text) == Reference(series, number))
    }

    @Test(arguments: [
        "", "-", "CASE", "CASE-", "CASE-0", "CASE--1", "CASE-x", "CASE-4.2", "CASE-9223372036854775808",
        "FOO-1", "42",
        "CASE 42", "CASE-42 ",
    ])
    func `is not read from anything else`(text: String) {
        #expect(Reference(text) == nil)
    }

    @Test func `reads back what it writes`() {
        for series in Reference.Series.allCases {
            let reference = Reference(series, 1_234)
            #expect(Reference(reference.description) == reference)
        }
    }
}
