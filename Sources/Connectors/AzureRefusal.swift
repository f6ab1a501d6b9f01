import Operations

/// The marketplace's error body, in its three shapes: `{"code","message"}`, the same inside `Error`, and the
/// same with the real reason inside `details`.
private struct AzureRefusal: Decodable {
    struct Inner: Decodable {
        let code: String?
        let message: String?

        private enum Key: String, CodingKey {
            case code, message
            case Code, Message
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            code =
                try container.decodeIfPresent(String.self, forKey: .code)
                ?? container.decodeIfPresent(String.self, forKey: .Code)
            message =
                try container.decodeIfPresent(String.self, forKey: .message)
                ?? container.decodeIfPresent(String.self, forKey: .Message)
        }
    }

    let code: String?
    let message: String?
    let details: Inner?
    let inner: Inner?

    private enum Key: String, CodingKey {
        case code, message, details, error
        case Error
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        code = try? container.decodeIfPresent(String.self, forKey: .code)
        message = try? container.decodeIfPresent(String.self, forKey: .message)
        details = try? container.decodeIfPresent(Inner.self, forKey: .details)
        let upper = try? container.decodeIfPresent(Inner.self, forKey: .Error)
        let lower = try? container.decodeIfPresent(Inner.self, forKey: .error)
        inner = upper ?? lower
    }
}

extension Reply {
    /// `nil` for a success.
    var marketplaceError: MarketplaceError? {
        switch status {
        case 200..<300: nil
        case 400, 409: .rejected(refusal)
        case 401, 403: .unauthorised(refusal)
        case 404: .notFound
        case 429, 500...: .unavailable(String(status), retryAfter: retryAfter)
        default: .unreadable("status \(status)")
        }
    }

    private var refusal: String {
        guard let body = decoded(AzureRefusal.self) else { return String(status) }
        let code = body.code ?? body.inner?.code
        let message = body.details?.message ?? body.message ?? body.inner?.message
        let text = [code, message].compactMap { $0 }.joined(separator: ": ")
        return text.isEmpty ? String(status) : text
    }
}
