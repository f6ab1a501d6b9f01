import Foundation

/// A mail as Python's `email` package reads it, which never saw how it was written.
struct ReadBack: Decodable {
    struct Header: Decodable, Equatable {
        let name: String
        let value: String
    }

    struct Part: Decodable, Equatable {
        let type: String
        let charset: String
        let encoding: String
        /// With line ends as they are in memory.
        let content: String
    }

    let headers: [Header]
    let parts: [Part]
    let defects: [String]

    /// The values under a name, whatever its case.
    subscript(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    static func reading(_ bytes: [UInt8]) throws -> ReadBack {
        struct NoPython: Error {}
        guard let python = Python.any else { throw NoPython() }
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", script]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let json = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return try JSONDecoder().decode(ReadBack.self, from: json)
    }

    private static let script = """
        import email, email.policy, json, sys
        message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()]
        json.dump({
            "headers": [{"name": name, "value": str(value)} for name, value in message.items()],
            "parts": [{
                "type": part.get_content_type(),
                "charset": part.get_content_charset(),
                "encoding": part["content-transfer-encoding"] or "",
                "content": part.get_content().replace("\\r\\n", "\\n"),
            } for part in parts],
            "defects": [repr(defect) for part in message.walk() for defect in part.defects]
                + [repr(defect) for value in message.values() for defect in value.defects],
        }, sys.stdout)
        """
}
