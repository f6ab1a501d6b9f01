import Foundation

/// The models that come with the product.
package enum ShippedModels {
    /// Reads them from the target's own resources, in the order of their files' names.
    package static func load() throws(ModelError) -> [Model] {
        let folder = Bundle.module.resourceURL?.appending(path: "Models")
        let files: [URL]
        do {
            guard let folder else { throw CocoaError(.fileNoSuchFile) }
            files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        } catch {
            throw ModelError(file: "Models", path: "", reason: "cannot be read: \(error)")
        }
        var models: [Model] = []
        for file in files.sorted(by: { $0.lastPathComponent < $1.lastPathComponent })
        where file.pathExtension == "yaml" {
            let yaml: String
            do {
                yaml = try String(contentsOf: file, encoding: .utf8)
            } catch {
                throw ModelError(file: file.lastPathComponent, path: "", reason: "cannot be read: \(error)")
            }
            models.append(try Model(yaml: yaml, file: file.lastPathComponent))
        }
        return models
    }
}
