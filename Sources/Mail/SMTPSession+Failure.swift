import CCurl
import Operations

extension SMTPSession {
    /// Sorts a failed transfer by what the server said, and where it said nothing, by how far the mail came.
    ///
    /// - Parameters:
    ///   - code: how libcurl ended.
    ///   - response: the last reply's code; 0 for none. After 2xx and 3xx the conversation broke.
    ///   - reply: the last reply, whole.
    /// - Returns: the failure as the outbox distinguishes it.
    static func failure(_ code: CURLcode, response: Int, reply: String) -> MailError {
        switch response {
        case 500...599: return .permanent(code: response, text: reply)
        case 400...499: return .transient(code: response, text: reply)
        default: break
        }
        let text = String(cString: curl_easy_strerror(code))
        switch code {
        // No mechanism in common with the server, say. Neither the mail nor another attempt changes that.
        case CURLE_LOGIN_DENIED: return .permanent(code: nil, text: text)
        // A certificate that does not verify or STARTTLS that is not offered is a fault of the path, or
        // somebody on it. The mail itself is good, and must still leave when the path is mended.
        default: return .transient(code: nil, text: text)
        }
    }
}
