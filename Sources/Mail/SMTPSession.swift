import CCurl
import Operations
import Vocabulary

/// One libcurl handle and the connection it keeps. Belongs to one thread at a time.
final class SMTPSession {
    private let configuration: SMTPConfiguration
    private let handle: UnsafeMutableRawPointer?

    init(_ configuration: SMTPConfiguration) {
        self.configuration = configuration
        handle = Self.library == CURLE_OK ? curl_easy_init() : nil
    }

    deinit {
        if let handle { curl_easy_cleanup(handle) }
    }

    /// libcurl wants this once, before any other thread uses it.
    private static let library = shim_curl_global_init()

    /// - Returns: the server's acceptance, as it said it.
    func transfer(_ message: MIMEMessage) throws(MailError) -> String {
        guard let handle else { throw .transient(code: nil, text: "libcurl could not be initialised") }
        // Forgets the options of the mail before, and keeps the connection.
        curl_easy_reset(handle)
        let recipients = curl_slist_append(nil, "<\(message.envelopeTo)>")
        defer { curl_slist_free_all(recipients) }
        let result = message.bytes.withUnsafeBytes { bytes in
            var upload = Upload(rest: bytes)
            var replies = Replies()
            let code = withUnsafeMutablePointer(to: &upload) { upload in
                withUnsafeMutablePointer(to: &replies) { replies in
                    setPath(handle)
                    setEnvelope(handle, from: message.envelopeFrom, to: recipients)
                    setStreams(handle, upload: upload, replies: replies)
                    return curl_easy_perform(handle)
                }
            }
            return (code: code, reply: replies.last)
        }
        guard result.code == CURLE_OK else {
            throw Self.failure(
                result.code, response: shim_curl_response_code(handle), reply: result.reply)
        }
        return result.reply
    }

    private func setPath(_ handle: UnsafeMutableRawPointer) {
        let scheme = configuration.security == .implicit ? "smtps" : "smtp"
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        let url = "\(scheme)://\(host):\(configuration.port)/\(configuration.hello ?? "")"
        shim_curl_set_string(handle, CURLOPT_URL, url)
        shim_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // An empty proxy is no proxy, whatever the environment says.
        shim_curl_set_string(handle, CURLOPT_PROXY, "")
        // Without this, libcurl's timeouts raise SIGALRM in a process that has threads.
        shim_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        shim_curl_set_long(
            handle, CURLOPT_CONNECTTIMEOUT_MS, Int(configuration.connectTimeout.microseconds / 1_000))
        shim_curl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(configuration.timeout.microseconds / 1_000))
        shim_curl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)

        let tls: curl_usessl
        switch configuration.security {
        case .none: tls = CURLUSESSL_NONE
        case .optional: tls = CURLUSESSL_TRY
        case .required, .implicit: tls = CURLUSESSL_ALL
        }
        shim_curl_set_long(handle, CURLOPT_USE_SSL, Int(tls.rawValue))
        shim_curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let caFile = configuration.caFile { shim_curl_set_string(handle, CURLOPT_CAINFO, caFile) }
        if let credentials = configuration.credentials {
            shim_curl_set_string(handle, CURLOPT_USERNAME, credentials.user)
            shim_curl_set_string(handle, CURLOPT_PASSWORD, credentials.password)
            // The two that every server has; the others libcurl knows are weaker, and no safer under TLS.
            shim_curl_set_string(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
    }

    private func setEnvelope(
        _ handle: UnsafeMutableRawPointer, from: String, to recipients: UnsafeMutablePointer<curl_slist>?
    ) {
        shim_curl_set_string(handle, CURLOPT_MAIL_FROM, "<\(from)>")
        shim_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
    }

    private func setStreams(
        _ handle: UnsafeMutableRawPointer, upload: UnsafeMutablePointer<Upload>,
        replies: UnsafeMutablePointer<Replies>
    ) {
        shim_curl_set_long(handle, CURLOPT_UPLOAD, 1)
        shim_curl_set_pointer(handle, CURLOPT_READDATA, upload)
        shim_curl_set_transfer(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            guard let buffer, let context else { return 0 }
            return context.assumingMemoryBound(to: Upload.self).pointee.fill(buffer, size * count)
        }
        shim_curl_set_pointer(handle, CURLOPT_HEADERDATA, replies)
        shim_curl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
            guard let buffer, let context else { return 0 }
            let line = UnsafeRawBufferPointer(start: buffer, count: size * count)
            context.assumingMemoryBound(to: Replies.self).pointee.take(line)
            return size * count
        }
    }
}

/// What is left to hand to the server.
private struct Upload {
    var rest: UnsafeRawBufferPointer

    mutating func fill(_ buffer: UnsafeMutablePointer<CChar>, _ capacity: Int) -> Int {
        let count = min(capacity, rest.count)
        UnsafeMutableRawBufferPointer(start: buffer, count: count).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        return count
    }
}

/// What the server said last about the mail.
private struct Replies {
    /// RFC 5321 allows 512 bytes a line; a server that says more is quoted no further.
    static let lineBytesMax = 512

    var last = ""

    mutating func take(_ line: UnsafeRawBufferPointer) {
        let printable = line.prefix(Self.lineBytesMax).map { $0 < 32 || $0 == 127 ? 32 : $0 }
        let text = String(decoding: printable, as: UTF8.self)
        // libcurl says QUIT after a refusal; the server's good-bye is not its reason.
        if text.hasPrefix("221") { return }
        last = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
}
