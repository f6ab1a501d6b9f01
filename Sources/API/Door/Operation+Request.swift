import Foundation
import HTTPTypes
import Hummingbird
package import Vocabulary

// What the parts of a request say, held against the contract.
extension Contract.Operation {
    /// - Throws: 404 where a part of the path is not of the form that names something here.
    func path(from found: Parameters) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for parameter in parameters(in: .path) {
            guard let text = found.get(parameter.name)?.removingPercentEncoding,
                parameter.shape.admits(.string(text))
            else { throw .notFound }
            values[parameter.name] = text
        }
        return values
    }

    /// Reads what follows the question mark.
    ///
    /// - Throws: 422 that names every parameter which is unknown, repeated or of the wrong form.
    package func query(from text: String) throws(Problem) -> [String: JSON] {
        let known = parameters(in: .query)
        var values: [String: JSON] = [:]
        var faults: [FieldFault] = []
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts[0].formDecoded, let value = (parts.count > 1 ? parts[1] : "").formDecoded
            else {
                faults.append(FieldFault("?", "Is not percent-encoded UTF-8."))
                continue
            }
            guard let parameter = known.first(where: { $0.name == name }) else {
                if ignoresUnknown { continue }
                faults.append(FieldFault("?\(name.prefix(64))", "Is not a parameter of this request."))
                continue
            }
            guard values[name] == nil else {
                faults.append(FieldFault("?\(name)", "Is given twice; separate values by commas."))
                continue
            }
            values[name] = parameter.shape.read(value)
        }
        for parameter in known {
            if let value = values[parameter.name] {
                faults += parameter.shape.faults(of: value, at: "?\(parameter.name)")
            } else if parameter.isRequired {
                faults.append(FieldFault("?\(parameter.name)", "Is missing."))
            }
        }
        guard faults.isEmpty else {
            throw Problem(
                .invalid, "The request is not valid.", faults: Array(faults.prefix(Shape.faultsMax)))
        }
        return values
    }

    /// A missing `If-Match` is told by 428 where it is wanted, everything else by 422.
    func check(_ headers: HTTPFields) throws(Problem) {
        for parameter in parameters(in: .header) {
            guard let name = HTTPField.Name(parameter.name) else { continue }
            guard let value = headers[name] else {
                guard parameter.isRequired else { continue }
                if name == .ifMatch { throw .preconditionRequired }
                throw .invalidHeader(parameter.name, "Is missing.")
            }
            if let fault = parameter.shape.faults(of: .string(value.trimmingSpace)).first {
                throw .invalidHeader(parameter.name, fault.detail)
            }
        }
    }
}

extension Shape {
    /// Reads a parameter's text as what the shape wants; what does not read so stays text, and is then refused.
    func read(_ text: String) -> JSON {
        switch kinds.first {
        case .integer:
            let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
            let isPlain = !digits.isEmpty && digits.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
            return isPlain ? Int64(text).map(JSON.integer) ?? .string(text) : .string(text)
        case .boolean: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : .string(text)
        case .array:
            let elements = text.split(separator: ",", omittingEmptySubsequences: false)
            return .array(elements.map { items?.value.read(String($0)) ?? .string(String($0)) })
        default: return .string(text)
        }
    }
}

extension Substring {
    /// As forms and query strings are encoded: `+` is a space.
    fileprivate var formDecoded: String? { replacing("+", with: " ").removingPercentEncoding }
}

extension Problem {
    static let preconditionRequired = Problem(
        .preconditionRequired, "Send If-Match with the ETag that you last read, so that no change is lost.")

    fileprivate static func invalidHeader(_ name: String, _ detail: String) -> Problem {
        Problem(.invalid, "The request is not valid.", faults: [FieldFault(name, detail)])
    }
}
