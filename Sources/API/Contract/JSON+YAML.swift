package import Vocabulary
import Yams

extension JSON {
    /// Reads a YAML document with JSON's types alone; a time or a date stays the text that it is.
    package init(yaml text: String) throws(ContractError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw ContractError("", "not YAML: \(error)")
        }
        guard let root else { throw ContractError("", "empty") }
        try self.init(root)
    }

    private init(_ node: Node) throws(ContractError) {
        switch node {
        case .scalar(let scalar): self.init(scalar)
        case .sequence(let sequence):
            var elements: [JSON] = []
            for element in sequence { elements.append(try JSON(element)) }
            self = .array(elements)
        case .mapping(let mapping):
            var members: [String: JSON] = [:]
            for (key, value) in mapping {
                guard case .scalar(let name) = key else { throw ContractError("", "a key that is no text") }
                guard members.updateValue(try JSON(value), forKey: name.string) == nil else {
                    throw ContractError(name.string, "written twice")
                }
            }
            self = .object(members)
        case .alias: throw ContractError("", "an alias; use $ref")
        }
    }

    /// YAML 1.2's core schema. What stands in quotes is text, whatever it looks like.
    private init(_ scalar: Node.Scalar) {
        guard scalar.style == .plain || scalar.style == .any else {
            self = .string(scalar.string)
            return
        }
        switch scalar.string {
        case "null", "~", "": self = .null
        case "true": self = .bool(true)
        case "false": self = .bool(false)
        default:
            if let whole = Int64(scalar.string) {
                self = .integer(whole)
            } else if scalar.string.contains(where: \.isNumber), let fraction = Double(scalar.string) {
                self = .number(fraction)
            } else {
                self = .string(scalar.string)
            }
        }
    }
}
