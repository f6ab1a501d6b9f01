import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Vocabulary

/// A receipt on the wire.
struct ReceiptView: Encodable {
    private let receipt: String
    private let accepted: Int
    private let duplicate: Int
    private let rejected: Int
    private let errors: [Receipt.LineError]

    init(_ receipt: Receipt) {
        self.receipt = receipt.id.description
        accepted = receipt.accepted
        duplicate = receipt.duplicate
        rejected = receipt.rejected
        errors = receipt.errors
    }

    var response: Hummingbird.Response {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let body = try encoder.encode(self)
            return Hummingbird.Response(
                status: .accepted,
                headers: [.contentType: "application/json", .contentLength: String(body.count)],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        }
    }
}
