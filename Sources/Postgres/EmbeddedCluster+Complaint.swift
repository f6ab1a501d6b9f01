import Foundation

extension EmbeddedCluster {
    /// The last fatal line in the log of the server over this data directory.
    package static func lastComplaint(in dataDirectory: String) -> String? {
        let folder = dataDirectory + "/log"
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted {
            modified("\(folder)/\($0)") < modified("\(folder)/\($1)")
        }
        guard let name = names.last,
            let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        else { return nil }
        return text.split(separator: "\n").last { $0.contains("FATAL:") }.map(String.init)
    }

    private static func modified(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }
}
