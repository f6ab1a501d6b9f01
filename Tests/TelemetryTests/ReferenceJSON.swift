/// RFC 8259 by the letter, slowly: what the parser in use is held against.
struct ReferenceJSON {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func accepts(_ bytes: [UInt8]) -> Bool {
        var reader = ReferenceJSON(bytes)
        reader.space()
        guard reader.value() else { return false }
        reader.space()
        return reader.position == bytes.count
    }

    private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func space() {
        while [32, 9, 10, 13].contains(current) { position += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func value() -> Bool {
        switch current {
        case UInt8(ascii: "{"): list(closedBy: "}") { $0.member() }
        case UInt8(ascii: "["): list(closedBy: "]") { $0.value() }
        case UInt8(ascii: "\""): string()
        case UInt8(ascii: "t"): take("true")
        case UInt8(ascii: "f"): take("false")
        case UInt8(ascii: "n"): take("null")
        default: number()
        }
    }

    private mutating func list(closedBy close: String, _ element: (inout Self) -> Bool) -> Bool {
        position += 1
        space()
        if take(close) { return true }
        while true {
            guard element(&self) else { return false }
            space()
            if take(close) { return true }
            guard take(",") else { return false }
            space()
        }
    }

    private mutating func member() -> Bool {
        guard current == UInt8(ascii: "\""), string() else { return false }
        space()
        guard take(":") else { return false }
        space()
        return value()
    }

    private mutating func string() -> Bool {
        position += 1
        while position < bytes.count {
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return true
            case UInt8(ascii: "\\"):
                position += 1
                if current == UInt8(ascii: "u") {
                    position += 1
                    for _ in 0..<4 {
                        guard Character(UnicodeScalar(current)).isHexDigit, current < 0x80 else {
                            return false
                        }
                        position += 1
                    }
                } else {
                    guard #""\/bfnrt"#.utf8.contains(current) else { return false }
                    position += 1
                }
            case 0..<32: return false
            default: position += 1
            }
        }
        return false
    }

    private mutating func digits() -> Bool {
        let start = position
        while (48...57).contains(current) { position += 1 }
        return position > start
    }

    private mutating func number() -> Bool {
        _ = take("-")
        guard take("0") || digits() else { return false }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            return digits()
        }
        return true
    }
}
