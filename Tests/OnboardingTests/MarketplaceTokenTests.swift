import Onboarding
import Testing

@Suite struct `A marketplace token` {
    @Test(arguments: [
        ("abc+/=", "abc+/="),
        ("abc%2B%2F%3D", "abc+/="),
        ("abc%2b%2f%3d", "abc+/="),
        ("abc%252B%252F%253D", "abc+/="),
        ("abc /=", "abc+/="),
        ("eyJpZCI6IjEifQ", "eyJpZCI6IjEifQ"),
    ]) func `is decoded however often it was encoded`(_ row: (String, String)) {
        #expect(MarketplaceToken(row.0)?.value == row.1)
    }

    @Test(arguments: ["", "abc%2", "abc%zz", "abc%+1", "a\r\nx: y", "a%0d%0ax: y", "a%00", "naïve"])
    func `is none where a header could not hold it`(_ text: String) {
        #expect(MarketplaceToken(text) == nil)
    }

    @Test func `is none where no server would take it`() {
        #expect(MarketplaceToken(String(repeating: "a", count: MarketplaceToken.lengthMax)) != nil)
        #expect(MarketplaceToken(String(repeating: "a", count: MarketplaceToken.lengthMax + 1)) == nil)
    }
}
