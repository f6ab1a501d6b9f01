import Foundation
package import Vocabulary

extension Shape {
    /// How many faults are told at once: enough to mend a form, too few to echo a flood.
    package static let faultsMax = 20

    /// What is wrong with a value, at most `faultsMax`; nothing when it is admitted. `pointer` says where the value
    /// stands: a JSON pointer, or a parameter's name.
    package func faults(of value: JSON, at pointer: String = "") -> [FieldFault] {
        var faults: [FieldFault] = []
        check(value, at: pointer, into: &faults)
        return Array(faults.prefix(Self.faultsMax))
    }

    package func admits(_ value: JSON) -> Bool { faults(of: value).isEmpty }

    private func check(_ value: JSON, at pointer: String, into faults: inout [FieldFault]) {
        guard faults.count < Self.faultsMax else { return }
        guard kinds.isEmpty || kinds.contains(where: { $0.includes(value) }) else {
            let names = kinds.map(\.rawValue).joined(separator: " or ")
            faults.append(FieldFault(pointer, "Must be of type \(names)."))
            return
        }
        if let choices, !choices.contains(value) {
            let names = choices.map(\.plainText).joined(separator: ", ")
            faults.append(FieldFault(pointer, "Must be one of: \(names)."))
            return
        }
        switch value {
        case .string(let text): check(text, at: pointer, into: &faults)
        case .integer(let number): check(Double(number), at: pointer, into: &faults)
        case .number(let number): check(number, at: pointer, into: &faults)
        case .array(let elements): check(elements, at: pointer, into: &faults)
        case .object(let found): check(found, at: pointer, into: &faults)
        case .null, .bool: break
        }
        checkCombinations(value, at: pointer, into: &faults)
    }

    private func check(_ text: String, at pointer: String, into faults: inout [FieldFault]) {
        let count = text.unicodeScalars.count
        if count > length.upperBound {
            faults.append(FieldFault(pointer, "Must have at most \(length.upperBound) characters."))
        } else if count < length.lowerBound {
            faults.append(FieldFault(pointer, "Must have at least \(length.lowerBound) characters."))
        } else if text.unicodeScalars.contains("\0") {
            // No text of ours may hold one: PostgreSQL has no place for it.
            faults.append(FieldFault(pointer, "Must not contain a NUL character."))
        } else if let pattern,
            pattern.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) == nil
        {
            faults.append(FieldFault(pointer, "Must match \(patternText ?? "the pattern")."))
        } else if let format, !format.admits(text) {
            faults.append(FieldFault(pointer, "Must be a \(format.rawValue)."))
        }
    }

    private func check(_ number: Double, at pointer: String, into faults: inout [FieldFault]) {
        if let minimum, number < minimum {
            faults.append(FieldFault(pointer, "Must be at least \(JSON.number(minimum).plainText)."))
        }
        if let maximum, number > maximum {
            faults.append(FieldFault(pointer, "Must be at most \(JSON.number(maximum).plainText)."))
        }
    }

    private func check(_ elements: [JSON], at pointer: String, into faults: inout [FieldFault]) {
        if elements.count > itemCount.upperBound {
            faults.append(FieldFault(pointer, "Must have at most \(itemCount.upperBound) items."))
            return
        }
        if elements.count < itemCount.lowerBound {
            faults.append(FieldFault(pointer, "Must have at least \(itemCount.lowerBound) items."))
        }
        if itemsAreUnique, Set(elements).count < elements.count {
            faults.append(FieldFault(pointer, "Must not name anything twice."))
        }
        guard let items else { return }
        for (index, element) in elements.enumerated() {
            items.value.check(element, at: "\(pointer)/\(index)", into: &faults)
        }
    }

    private func check(_ found: [String: JSON], at pointer: String, into faults: inout [FieldFault]) {
        for name in required where found[name] == nil {
            faults.append(FieldFault("\(pointer)/\(name.pointerEscaped)", "Is missing."))
        }
        for (name, value) in found.sorted(by: { $0.key < $1.key }) {
            let place = "\(pointer)/\(name.pointerEscaped)"
            if let member = members[name] {
                member.check(value, at: place, into: &faults)
            } else if case .shaped(let shape) = others {
                shape.check(value, at: place, into: &faults)
            } else if case .refused = others {
                faults.append(FieldFault(place, "Is not a field of this request."))
            }
        }
    }

    private func checkCombinations(_ value: JSON, at pointer: String, into faults: inout [FieldFault]) {
        for shape in allOf { shape.check(value, at: pointer, into: &faults) }
        if !anyOf.isEmpty, !anyOf.contains(where: { $0.admits(value) }) {
            faults.append(FieldFault(pointer, "Matches none of the forms that are possible here."))
        }
        if !oneOf.isEmpty, oneOf.count(where: { $0.admits(value) }) != 1 {
            faults.append(FieldFault(pointer, "Matches none of the combinations that are possible here."))
        }
    }
}

extension Shape.Kind {
    fileprivate func includes(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .number),
            (.string, .string), (.array, .array), (.object, .object):
            true
        case (.integer, .number(let number)): number.rounded() == number
        default: false
        }
    }
}

extension Shape.Format {
    fileprivate func admits(_ text: String) -> Bool {
        switch self {
        case .uuid: RequestID(text) != nil
        case .dateTime: text.isInternetTime && Timestamp(text) != nil
        }
    }
}

extension String {
    /// RFC 3339 to the letter: `Timestamp` would also read a space for the `T`, or no zone at all.
    fileprivate var isInternetTime: Bool {
        let bytes = Array(utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") else {
            return false
        }
        if bytes.last == UInt8(ascii: "Z") || bytes.last == UInt8(ascii: "z") { return true }
        let zone = bytes.suffix(6)
        return zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-")
            ? zone[zone.startIndex + 3] == UInt8(ascii: ":") : false
    }

    /// As one step of a JSON pointer (RFC 6901).
    var pointerEscaped: String { replacing("~", with: "~0").replacing("/", with: "~1") }
}
