import HTTPTypes
import Operations
import Vocabulary

/// `/Users`.
struct PeopleResource {
    private let call: SCIMCall
    private let type = ResourceType.user

    init(_ call: SCIMCall) {
        self.call = call
    }

    func answer() async throws -> SCIMAnswer {
        let projection = try call.projection(type)
        guard call.path.count > 1 else {
            switch call.method {
            case .get: return try await list(projection)
            case .post: return try await add(projection)
            default: throw SCIMError(.methodNotAllowed, "GET and POST are the methods of this resource.")
            }
        }
        let id = try call.id(Noun.DirectoryPerson.self)
        switch call.method {
        case .get:
            let entry = try await GetDirectoryPerson(id).perform(on: call.floor, in: call.context)
            return SCIMAnswer(.ok, Resource(entry, call.base), projection)
        case .put:
            let said = try type.read(try await call.body())
            return try await change(id, projection) { _ in said }
        case .patch:
            let patch = try Patch(try await call.body())
            return try await change(id, projection) { try patch.applied(to: $0, type) }
        case .delete:
            try await RemoveDirectoryPerson(id, version: call.version).perform(
                on: call.floor, in: call.context)
            return SCIMAnswer(.noContent)
        default:
            throw SCIMError(.methodNotAllowed, "GET, PUT, PATCH and DELETE are the methods of this resource.")
        }
    }

    private func add(_ projection: Projection) async throws -> SCIMAnswer {
        let statement = try ResourceType.statement(person: type.read(try await call.body()))
        let entry = try await AddDirectoryPerson(statement).perform(on: call.floor, in: call.context)
        return SCIMAnswer(.created, Resource(entry, call.base), projection)
    }

    private func change(
        _ id: DirectoryPersonID, _ projection: Projection,
        _ change: @escaping @Sendable ([String: JSON]) throws -> [String: JSON]
    ) async throws -> SCIMAnswer {
        let base = call.base
        let entry = try await ChangeDirectoryPerson(id, version: call.version) { entry in
            try ResourceType.statement(person: change(Resource(entry, base).members))
        }.perform(on: call.floor, in: call.context)
        return SCIMAnswer(.ok, Resource(entry, base), projection)
    }

    private func list(_ projection: Projection) async throws -> SCIMAnswer {
        let filter = try call.query["filter"].map { (text) throws(SCIMError) in
            try FilterReader.read(text, for: type)
        }
        let found = try await FindDirectoryPeople(filter?.key(name: "userName", isLowered: true) ?? .all)
            .perform(on: call.floor, in: call.context)
        return try call.page(found.map { Resource($0, call.base) }, filter, projection, type)
    }
}
