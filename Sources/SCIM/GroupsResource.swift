import HTTPTypes
import Operations
import Vocabulary

/// `/Groups`.
struct GroupsResource {
    private let call: SCIMCall
    private let type = ResourceType.group

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
        let id = try call.id(Noun.DirectoryGroup.self)
        switch call.method {
        case .get:
            let group = try await GetDirectoryGroup(id).perform(on: call.floor, in: call.context)
            return SCIMAnswer(.ok, Resource(group, call.base), projection)
        case .put:
            let said = try type.read(try await call.body())
            return try await change(id, projection) { _ in said }
        case .patch:
            let patch = try Patch(try await call.body())
            return try await change(id, projection) { try patch.applied(to: $0, type) }
        case .delete:
            try await RemoveDirectoryGroup(id, version: call.version).perform(
                on: call.floor, in: call.context)
            return SCIMAnswer(.noContent)
        default:
            throw SCIMError(.methodNotAllowed, "GET, PUT, PATCH and DELETE are the methods of this resource.")
        }
    }

    private func add(_ projection: Projection) async throws -> SCIMAnswer {
        let statement = try ResourceType.statement(group: type.read(try await call.body()))
        let group = try await AddDirectoryGroup(statement).perform(on: call.floor, in: call.context)
        return SCIMAnswer(.created, Resource(group, call.base), projection)
    }

    private func change(
        _ id: DirectoryGroupID, _ projection: Projection,
        _ change: @escaping @Sendable ([String: JSON]) throws -> [String: JSON]
    ) async throws -> SCIMAnswer {
        let base = call.base
        let group = try await ChangeDirectoryGroup(id, version: call.version) { group in
            try ResourceType.statement(group: change(Resource(group, base).members))
        }.perform(on: call.floor, in: call.context)
        return SCIMAnswer(.ok, Resource(group, base), projection)
    }

    private func list(_ projection: Projection) async throws -> SCIMAnswer {
        let filter = try call.query["filter"].map { (text) throws(SCIMError) in
            try FilterReader.read(text, for: type)
        }
        // Names of groups are compared without regard to case, which no index does: all are looked at.
        let found = try await FindDirectoryGroups(filter?.key(name: nil, isLowered: false) ?? .all)
            .perform(on: call.floor, in: call.context)
        return try call.page(found.map { Resource($0, call.base) }, filter, projection, type)
    }
}
