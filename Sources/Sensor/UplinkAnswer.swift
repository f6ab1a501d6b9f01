import FoundationEssentials
import NIOCore

/// The floor's `202`.
struct UplinkAnswer: Decodable {
    struct Fault: Decodable {
        /// Within the batch, from 1.
        let line: Int
        let reason: String
    }

    let receipt: String
    let accepted: Int
    let duplicate: Int
    let rejected: Int
    let errors: [Fault]?

    init?(_ body: ByteBuffer) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(body.readableBytesView)) else {
            return nil
        }
        self = answer
    }
}

/// The floor's refusal (RFC 9457): `detail` is written for the caller.
struct FloorProblem: Decodable {
    let title: String?
    let detail: String?

    /// - Returns: what to tell the person at the sensor, in one line.
    static func text(_ body: ByteBuffer) -> String {
        let problem = try? JSONDecoder().decode(Self.self, from: Data(body.readableBytesView))
        return problem?.detail ?? problem?.title ?? "no detail given"
    }
}
