import Foundation

/// The Python that has aiosmtpd, for the sink and for reading mails back by another hand than the writer's.
enum Python {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    /// `WATCHFLOOR_VENV/bin/python`, else the package's `.venv/bin/python`; `nil` where it is not there or
    /// has no aiosmtpd.
    static let withSink: URL? = {
        let given = ProcessInfo.processInfo.environment["WATCHFLOOR_VENV"].map { URL(filePath: $0) }
        let environment = given ?? package.appending(path: ".venv")
        let versions = try? FileManager.default.contentsOfDirectory(atPath: environment.path + "/lib")
        let hasServer = (versions ?? []).contains { version in
            let path = "\(environment.path)/lib/\(version)/site-packages/aiosmtpd"
            return FileManager.default.fileExists(atPath: path)
        }
        return hasServer ? environment.appending(path: "bin/python") : nil
    }()

    /// Any Python 3: reading mail is in its standard library.
    static let any: URL? = {
        let system = URL(filePath: "/usr/bin/python3")
        return withSink ?? (FileManager.default.isExecutableFile(atPath: system.path) ? system : nil)
    }()

    static let sink = package.appending(path: "ops/smtp-sink")
}
