import Foundation
import Mustache
import Notifications

/// One e-mail's templates: a folder of `subject.mustache`, `body.txt.mustache` and `body.html.mustache`.
struct TemplateFolder {
    let subject: MustacheTemplate
    let text: MustacheTemplate
    let html: MustacheTemplate

    init(_ folder: URL) throws(TemplateError) {
        subject = try template(folder.appending(component: "subject.mustache"))
        text = try template(folder.appending(component: "body.txt.mustache"))
        html = try template(folder.appending(component: "body.html.mustache"))
    }
}

/// Every e-mail there is, one folder for each kind of notice, all read and parsed before the first is needed.
struct TemplateSet {
    /// What the e-mails have in common, included as `{{> rows.txt}}`.
    let shared: MustacheLibrary
    private let alertRaised: TemplateFolder
    private let incidentOpened: TemplateFolder
    private let caseOpened: TemplateFolder
    private let caseClosed: TemplateFolder
    private let responseProposed: TemplateFolder
    private let responseTaken: TemplateFolder
    private let supportRequestReceived: TemplateFolder
    private let supportRequestAnswered: TemplateFolder
    private let supportRequestResolved: TemplateFolder
    private let breakGlassUsed: TemplateFolder
    private let accessRequested: TemplateFolder

    init(_ root: URL) throws(TemplateError) {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        func folder(_ kind: Notice.Kind) throws(TemplateError) -> TemplateFolder {
            try TemplateFolder(root.appending(component: kind.rawValue))
        }
        var library = MustacheLibrary()
        for name in ["head.html", "rows.html", "foot.html", "rows.txt", "foot.txt"] {
            let file = root.appending(components: "shared", "\(name).mustache")
            library.register(try template(file), named: name)
        }
        shared = library
        alertRaised = try folder(.alertRaised)
        incidentOpened = try folder(.incidentOpened)
        caseOpened = try folder(.caseOpened)
        caseClosed = try folder(.caseClosed)
        responseProposed = try folder(.responseProposed)
        responseTaken = try folder(.responseTaken)
        supportRequestReceived = try folder(.supportRequestReceived)
        supportRequestAnswered = try folder(.supportRequestAnswered)
        supportRequestResolved = try folder(.supportRequestResolved)
        breakGlassUsed = try folder(.breakGlassUsed)
        accessRequested = try folder(.accessRequested)
    }

    subscript(kind: Notice.Kind) -> TemplateFolder {
        switch kind {
        case .alertRaised: alertRaised
        case .incidentOpened: incidentOpened
        case .caseOpened: caseOpened
        case .caseClosed: caseClosed
        case .responseProposed: responseProposed
        case .responseTaken: responseTaken
        case .supportRequestReceived: supportRequestReceived
        case .supportRequestAnswered: supportRequestAnswered
        case .supportRequestResolved: supportRequestResolved
        case .breakGlassUsed: breakGlassUsed
        case .accessRequested: accessRequested
        }
    }
}

/// Why the service cannot start writing mails. `file` is the path within the templates.
package enum TemplateError: Error, Hashable, Sendable {
    case unreadable(file: String)
    case malformed(file: String, reason: String)
}

/// Reads one file. How its values are escaped follows from its name, so that no template can forget to say
/// it.
private func template(_ file: URL) throws(TemplateError) -> MustacheTemplate {
    let name = file.pathComponents.suffix(2).joined(separator: "/")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { throw .unreadable(file: name) }
    let escaping = name.hasSuffix(".html.mustache") ? HTMLText.name : "TEXT"
    do {
        return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(escaping)}}\n\(text)")
    } catch {
        throw .malformed(file: name, reason: "\(error)")
    }
}
