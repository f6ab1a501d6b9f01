import FoundationEssentials

/// Finds the sensor's key where it was put.
package enum SensorKey {
    package static let variable = "WATCHFLOOR_SENSOR_KEY"

    /// A key given outright, else the one in a file, else the one in the environment.
    ///
    /// What is given on the command line, everybody on the machine can see. The file holds the key and
    /// nothing else but white space around it.
    package static func find(
        given: String?, file: String?, environment: [String: String]
    ) throws(UplinkError) -> String {
        if let given { return trimmed(given) }
        if let file {
            do {
                return trimmed(String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
            } catch {
                throw .badSetting("the key's file cannot be read: \(file)")
            }
        }
        guard let key = environment[variable], !key.isEmpty else {
            throw .badSetting("no key: give --key-file, or set \(variable)")
        }
        return trimmed(key)
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
