package import Vocabulary

/// `openapi.yaml`, read once at start: what is served as documentation and what the door enforces are one text.
package struct Contract: Sendable {
    /// As written.
    package let yaml: String
    package let document: JSON
    /// The same document as JSON text.
    package let json: String
    package let operations: [Operation]

    /// Reads OpenAPI 3.1.
    package init(yaml: String) throws(ContractError) {
        self.yaml = yaml
        document = try JSON(yaml: yaml)
        json = document.text()
        var operations: [Operation] = []
        for (path, item) in document["paths"]?.object ?? [:] {
            for (method, operation) in item.object where Operation.methods.contains(method) {
                operations.append(try Operation(operation, method, path, of: item, in: document))
            }
        }
        self.operations = operations.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    package func operation(_ method: String, _ path: String) -> Operation? {
        operations.first { $0.method == method && $0.path == path }
    }
}
