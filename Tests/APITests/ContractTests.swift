import API
import HTTPTypes
import Testing
import Vocabulary

@Suite struct `The contract` {
    let contract: Contract

    init() throws { contract = try readContract() }

    @Test func `names exactly the routes that are answered`() throws {
        let service = try Service(contract: contract, isReady: { true })
        let answered =
            APIRouter.endpoints(service).map { "\($0.method) \($0.path)" }
            + APIRouter.elsewhere.map { "\($0.method) \($0.path)" }
        let promised = contract.operations.map { "\($0.method) \($0.path)" }
        #expect(Set(answered).count == answered.count)
        #expect(Set(promised).subtracting(answered) == [])
        #expect(Set(answered).subtracting(promised) == [])
    }

    @Test func `gives every operation a name of its own, a summary and a known tag`() {
        let tags = (contract.document["tags"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(Set(contract.operations.map(\.id)).count == contract.operations.count)
        for operation in contract.operations {
            let written = contract.document["paths"]?[operation.path]?[operation.method.lowercased()]
            #expect(written?["summary"]?.string?.isEmpty == false, "\(operation.id)")
            #expect(tags.contains(written?["tags"]?.array?.first?.string ?? ""), "\(operation.id)")
        }
    }

    @Test func `declares what can go wrong wherever it can`() {
        for operation in contract.operations {
            let statuses = Set(operation.responses.keys)
            #expect(statuses.contains { $0 < 400 }, "\(operation.id)")
            #expect(statuses.isSuperset(of: [422, 500]), "\(operation.id)")
            if !operation.isOpen { #expect(statuses.isSuperset(of: [401, 503]), "\(operation.id)") }
            if operation.body != nil { #expect(statuses.isSuperset(of: [400, 413, 415]), "\(operation.id)") }
            if operation.parameters.contains(where: { $0.name == "If-Match" }) {
                #expect(statuses.isSuperset(of: [412, 428]), "\(operation.id)")
            }
        }
    }

    @Test func `shows examples that its own schemas admit`() throws {
        var checked = 0
        for operation in contract.operations {
            let written = contract.document["paths"]?[operation.path]?[operation.method.lowercased()]
            let content = written?["requestBody"]?["content"].map(members) ?? [:]
            for (type, media) in content {
                checked += try check(media, type, "\(operation.id) request")
            }
            for (status, response) in operation.responses where status != 204 && status != 303 {
                let content = response["content"].map(members) ?? [:]
                #expect(!content.isEmpty, "\(operation.id) \(status)")
                for (type, media) in content {
                    checked += try check(media, type, "\(operation.id) \(status)")
                }
            }
        }
        // A few hundred; a number far below it means that the test has stopped looking.
        #expect(checked > 300)
    }

    @Test func `tells every problem in the one form, with the request's id`() {
        for operation in contract.operations {
            for (status, response) in operation.responses {
                #expect(response["headers"]?["X-Request-ID"] != nil, "\(operation.id) \(status)")
                guard status >= 400 else { continue }
                let schema = response["content"]?["application/problem+json"]?["schema"]
                #expect(schema?["$ref"] == "#/components/schemas/Problem", "\(operation.id) \(status)")
            }
        }
    }

    @Test func `knows every kind of problem that exists`() throws {
        let responses = members(of: contract.document["components"]?["responses"] ?? .null).values
        let told = responses.compactMap {
            $0["content"]?["application/problem+json"]?["example"]?["type"]?.string
        }
        // 405 belongs to no operation: it is the answer to a method that is none.
        let expected = ProblemKind.allCases.filter { $0 != .methodNotAllowed }.map(\.path)
        #expect(Set(told) == Set(expected))
    }

    @Test func `is refused where it says what nothing enforces`() {
        let document: JSON = ["components": ["schemas": [:]]]
        for schema: JSON in [
            ["multipleOf": 3], ["type": "text"], ["format": "email"], ["pattern": "("],
            ["$ref": "#/components/schemas/Missing"], ["$ref": "other.yaml"], "string",
        ] {
            #expect(throws: ContractError.self) { try Shape(schema, in: document, at: "here") }
        }
    }

    private func check(_ media: JSON, _ type: String, _ place: String) throws -> Int {
        let example = try #require(media["example"], "\(place) has no example")
        let schema = try #require(media["schema"], "\(place) has no schema")
        let shape = try Shape(schema, in: contract.document, at: place)
        #expect(shape.faults(of: example) == [], "\(place) \(type)")
        return 1
    }

    private func members(of json: JSON) -> [String: JSON] {
        guard case .object(let members) = json else { return [:] }
        return members
    }
}
