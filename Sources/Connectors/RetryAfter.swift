import Vocabulary

/// How long a `Retry-After` field asks to wait (RFC 9110, section 10.2.3): whole seconds, or a date.
///
/// - Returns: `nil` where the field is neither; zero where the date has passed.
func retryAfter(_ field: String, now: Timestamp) -> Duration? {
    let text = field.trimmingSpaces
    if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
        return Int64(text).map { .seconds($0) }
    }
    guard let date = httpDate(text) else { return nil }
    return max(.zero, date - now)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that senders may still write.
private func httpDate(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
        let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return Timestamp("\(padded(year, 4))-\(padded(month + 1, 2))-\(padded(day, 2))T\(parts[4])Z")
}

extension String {
    var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
