import CGMime
import Notifications

/// Touched before any use of GMime, which is initialised once and never shut down: other threads may be writing.
let gmime: Void = g_mime_init()

/// The address with its domain in the ASCII form of IDNA: what SMTP without extensions, and a Message-ID, can hold.
func asciiAddress(_ address: MailAddress) -> String {
    _ = gmime
    guard let ascii = shim_gmime_ascii_address(address.description) else { return address.description }
    defer { g_free(ascii) }
    return String(cString: ascii)
}
