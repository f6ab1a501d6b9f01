import Sensor
import Testing

@Suite struct `A sensor's settings` {
    @Test(arguments: [
        "https://floor.example", "https://floor.example:8443/soc/", "http://127.0.0.1:8080",
        "http://localhost", "http://[::1]:80",
    ]) func `take a floor that keeps the key secret`(_ floor: String) throws {
        let settings = try UplinkSettings(floor: floor, key: "wfs_x", source: "zeek")
        #expect(!settings.floor.hasSuffix("/"))
    }

    @Test(arguments: [
        "", "floor.example", "ftp://floor.example", "http://floor.example", "http://127.0.0.1.example.com",
        "https://", "https://user@floor.example", "https://floor.example?x=1", "https://floor example",
        "http://127.1",
    ]) func `refuse a floor that does not`(_ floor: String) {
        #expect(throws: UplinkError.self) { try UplinkSettings(floor: floor, key: "wfs_x", source: "zeek") }
    }

    @Test func `allow plain http to another machine only when told`() throws {
        _ = try UplinkSettings(
            floor: "http://floor.internal", key: "wfs_x", source: "zeek", allowsPlainHTTP: true)
    }

    @Test(arguments: ["", "wfi_x", "wfs_a b", "wfs_a\r\nx: y"]) func `refuse what is no sensor's key`(
        _ key: String
    ) {
        #expect(throws: UplinkError.self) {
            try UplinkSettings(floor: "https://floor.example", key: key, source: "zeek")
        }
    }

    @Test(arguments: ["", "zeek&backfill=true", "Zeek", "a/b"]) func `refuse what is no source`(
        _ source: String
    ) {
        #expect(throws: UplinkError.self) {
            try UplinkSettings(floor: "https://floor.example", key: "wfs_x", source: source)
        }
    }

    @Test func `find the key given outright first, then the environment's`() throws {
        let environment = [SensorKey.variable: " wfs_environment\n"]
        #expect(try SensorKey.find(given: "wfs_given", file: nil, environment: environment) == "wfs_given")
        #expect(try SensorKey.find(given: nil, file: nil, environment: environment) == "wfs_environment")
        #expect(throws: UplinkError.self) { try SensorKey.find(given: nil, file: nil, environment: [:]) }
        #expect(throws: UplinkError.self) {
            try SensorKey.find(given: nil, file: "/nonexistent/key", environment: environment)
        }
    }
}
