package import Vocabulary

extension Contract {
    /// One method on one path.
    package struct Operation: Sendable {
        package static let methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"]

        package let id: String
        /// Upper case.
        package let method: String
        /// As a template: `/v1/cases/{case_id}`.
        package let path: String
        /// Needs no credential.
        package let isOpen: Bool
        /// Parameters that it does not know are another's business, as in what an issuer answers (RFC 6749, 4.1.2).
        package let ignoresUnknown: Bool
        /// A sensor's key or certificate lets in, and nothing else does.
        package let isForSensors: Bool
        package let parameters: [Parameter]
        package let body: Body?
        /// Declared statuses with their responses, references followed.
        package let responses: [Int: JSON]
    }

    package struct Parameter: Sendable {
        package enum Place: String, Sendable {
            case path, query, header
        }

        package let name: String
        package let place: Place
        package let isRequired: Bool
        package let shape: Shape
    }

    package struct Body: Sendable {
        package let isRequired: Bool
        package let mediaTypes: [String]
        /// Of the JSON form; `nil` where there is none.
        package let shape: Shape?
    }
}

extension Contract.Operation {
    init(
        _ operation: JSON, _ method: String, _ path: String, of item: JSON, in document: JSON
    ) throws(ContractError) {
        let place = "\(method.uppercased()) \(path)"
        guard let id = operation["operationId"]?.string else {
            throw ContractError(place, "has no operationId")
        }
        self.id = id
        self.method = method.uppercased()
        self.path = path
        // Closed unless the operation itself says that it is open.
        isOpen = operation["security"] == .array([])
        ignoresUnknown = operation["x-ignores-unknown-parameters"] == .bool(true)
        isForSensors =
            operation["security"]?.array?.contains { $0["sensorKey"] != nil } ?? false
        var parameters: [Contract.Parameter] = []
        for parameter in (item["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? []) {
            parameters.append(try Contract.Parameter(parameter, in: document, at: place))
        }
        self.parameters = parameters
        body = try operation["requestBody"].map { body throws(ContractError) in
            try Contract.Body(body, in: document, at: place)
        }
        var responses: [Int: JSON] = [:]
        for (status, response) in operation["responses"]?.object ?? [:] {
            guard let status = Int(status) else { throw ContractError(place, "not a status: \(status)") }
            responses[status] = try response.resolved(in: document, at: place)
        }
        self.responses = responses
    }

    func parameters(in place: Contract.Parameter.Place) -> [Contract.Parameter] {
        parameters.filter { $0.place == place }
    }
}

extension Contract.Parameter {
    init(_ json: JSON, in document: JSON, at place: String) throws(ContractError) {
        let parameter = try json.resolved(in: document, at: place)
        guard let name = parameter["name"]?.string,
            let location = parameter["in"]?.string.flatMap(Place.init), let schema = parameter["schema"]
        else { throw ContractError(place, "a parameter without name, place or schema") }
        self.name = name
        self.place = location
        isRequired = parameter["required"]?.bool ?? false
        shape = try Shape(schema, in: document, at: "\(place) \(name)")
        if shape.kinds == [.array], parameter["explode"] != .bool(false) {
            throw ContractError("\(place) \(name)", "lists are separated by commas here: explode: false")
        }
    }
}

extension Contract.Body {
    init(_ json: JSON, in document: JSON, at place: String) throws(ContractError) {
        let body = try json.resolved(in: document, at: place)
        let content = body["content"]?.object ?? [:]
        isRequired = body["required"]?.bool ?? false
        mediaTypes = content.keys.sorted()
        shape = try content["application/json"]?["schema"].map { schema throws(ContractError) in
            try Shape(schema, in: document, at: "\(place) body")
        }
    }
}
