/// `38112` as `38,112`.
func grouped(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value))
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0, digits[index - 1] != "-" { text.append(",") }
        text.append(digit)
    }
    return text
}

/// `100 %`, `99.97 %`, `0.0042 %`: two digits that say something, never rounded to a whole that it is not.
func percent(_ value: Double) -> String {
    if value == value.rounded() { return "\(Int(value)) %" }
    if value >= 1 { return "\(Double(Int(value * 100)) / 100) %" }
    var scale = 10.0
    var places = 1
    while value * scale < 10, places < 6 {
        scale *= 10
        places += 1
    }
    let digits = Int((value * scale).rounded())
    guard digits > 0 else { return "less than 0.000001 %" }
    let text = String(digits)
    return "0.\(String(repeating: "0", count: max(0, places - text.count)))\(text) %"
}

/// `3 days 12 hours`, `25 min`, `40 s`.
func span(_ seconds: Int64) -> String {
    if seconds >= 86_400 { return "\(seconds / 86_400) days \(seconds % 86_400 / 3_600) hours" }
    if seconds >= 3_600 { return "\(seconds / 3_600) hours \(seconds % 3_600 / 60) min" }
    return seconds >= 60 ? "\(seconds / 60) min" : "\(seconds) s"
}
