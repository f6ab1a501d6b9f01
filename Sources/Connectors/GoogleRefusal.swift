import Operations

/// Google's error body: `{"error":{"code":403,"message":"…","errors":[{"reason":"rateLimitExceeded"}]}}`.
private struct GoogleRefusal: Decodable {
    struct Fault: Decodable {
        let message: String?
        let errors: [Reason]?
    }

    struct Reason: Decodable {
        let reason: String?
    }

    let error: Fault?
}

extension Reply {
    /// Google says 403 to those who ask too often as well as to those who may not ask.
    var isGoogleQuota: Bool {
        status == 403
            && ["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded"].contains(googleReason)
    }

    /// `nil` for a success.
    var directoryError: DirectoryError? {
        let text = [String(status), googleReason].filter { !$0.isEmpty }.joined(separator: " ")
        return switch status {
        case 200..<300: nil
        case 404: .notFound
        case 429, 500...: .transient(text, retryAfter: retryAfter)
        case 403 where isGoogleQuota: .transient(text, retryAfter: retryAfter)
        case 401, 403: .unauthorised(text)
        default: .permanent(text)
        }
    }

    private var googleReason: String {
        decoded(GoogleRefusal.self)?.error?.errors?.first?.reason ?? ""
    }
}
