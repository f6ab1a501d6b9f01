import Vocabulary

/// The contract as one page for reading: no script, nothing fetched from anywhere.
struct DocsPage {
    let html: String

    init(_ contract: Contract) throws(ContractError) {
        let info = contract.document["info"] ?? .null
        var sections: [HTML] = []
        for tag in contract.document["tags"]?.array ?? [] {
            sections.append(try Self.section(tag, contract))
        }
        let title = info["title"]?.string ?? ""
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header>
            <h1>\(title) <small>\(info["version"]?.string ?? "")</small></h1>
            \(Self.prose(info["description"]))
            <p>As a file: <a href="/openapi.yaml">openapi.yaml</a>, <a href="/openapi.json">openapi.json</a>.</p>
            </header>
            <nav><ul>
            \(Self.contents(contract))
            </ul></nav>
            <main>
            \(HTML.joined(sections))
            \(try Self.schemas(contract))
            </main>
            </body>
            </html>

            """
        html = page.text
    }

    private static func contents(_ contract: Contract) -> HTML {
        .joined(
            (contract.document["tags"]?.array ?? []).map { tag in
                let name = tag["name"]?.string ?? ""
                return "<li><a href=\"#tag-\(name)\">\(name)</a> \(tag["description"]?.string ?? "")</li>"
            } + ["<li><a href=\"#schemas\">Schemas</a></li>"])
    }

    private static func section(_ tag: JSON, _ contract: Contract) throws(ContractError) -> HTML {
        let name = tag["name"]?.string ?? ""
        var pieces: [HTML] = [
            "<section id=\"tag-\(name)\"><h2>\(name)</h2><p>\(tag["description"]?.string ?? "")</p>"
        ]
        for operation in contract.operations {
            let written = contract.document["paths"]?[operation.path]?[operation.method.lowercased()] ?? .null
            guard written["tags"] == .array([.string(name)]) else { continue }
            pieces.append(try article(operation, written, contract.document))
        }
        return .joined(pieces + ["</section>"])
    }

    private static func article(
        _ operation: Contract.Operation, _ written: JSON, _ document: JSON
    ) throws(ContractError) -> HTML {
        """
        <article id="\(operation.id)">
        <h3><code class="method \(operation.method.lowercased())">\(operation.method)</code> \
        <code>\(operation.path)</code></h3>
        <p><strong>\(written["summary"]?.string ?? "").</strong>\
        \(operation.isOpen ? " Needs no credential." : "" as HTML)</p>
        \(prose(written["description"]))
        \(try parameters(of: operation, document))
        \(body(written["requestBody"]))
        \(responses(of: operation))
        </article>
        """
    }

    private static func parameters(
        of operation: Contract.Operation, _ document: JSON
    ) throws(ContractError) -> HTML {
        let item = document["paths"]?[operation.path] ?? .null
        let own = item[operation.method.lowercased()]?["parameters"]?.array ?? []
        var rows: [HTML] = []
        for written in (item["parameters"]?.array ?? []) + own {
            let parameter = try written.resolved(in: document, at: operation.path)
            let isRequired = parameter["required"] == .bool(true)
            rows.append(
                """
                <tr><td><code>\(parameter["name"]?.string ?? "")</code>\(isRequired ? "<b>*</b>" : "" as HTML)</td>\
                <td>\(parameter["in"]?.string ?? "")</td><td>\(SchemaWords(parameter["schema"] ?? .null).html)</td>\
                <td>\(parameter["description"]?.string ?? "")</td></tr>
                """)
        }
        guard !rows.isEmpty else { return .nothing }
        return
            "<table><tr><th>Parameter</th><th>In</th><th>Form</th><th></th></tr>\(HTML.joined(rows))</table>"
    }

    private static func body(_ body: JSON?) -> HTML {
        guard let content = body?["content"]?.object, !content.isEmpty else { return .nothing }
        return .joined(
            content.sorted { $0.key < $1.key }.map { type, media in
                "<h4>Body, \(type): \(SchemaWords(media["schema"] ?? .null).html)</h4>\(example(media))"
            })
    }

    private static func responses(of operation: Contract.Operation) -> HTML {
        let rows: [HTML] = operation.responses.sorted { $0.key < $1.key }.map { status, response in
            let content = (response["content"]?.object ?? [:]).sorted { $0.key < $1.key }
            let forms = content.map { type, media -> HTML in
                "<div>\(type): \(SchemaWords(media["schema"] ?? .null).html)</div>"
            }
            let shown: HTML = status < 300 ? .joined(content.map { example($0.value) }) : .nothing
            return """
                <tr><td><code>\(status)</code></td><td>\(response["description"]?.string ?? "")\
                \(HTML.joined(forms))\(shown)</td></tr>
                """
        }
        return "<table><tr><th>Status</th><th></th></tr>\(HTML.joined(rows))</table>"
    }

    private static func example(_ media: JSON) -> HTML {
        guard let example = media["example"] else { return .nothing }
        let text = example.string ?? example.text(pretty: true)
        return "<details><summary>Example</summary><pre>\(text)</pre></details>"
    }

    private static func schemas(_ contract: Contract) throws(ContractError) -> HTML {
        let schemas = contract.document["components"]?["schemas"]?.object ?? [:]
        let pieces = schemas.sorted { $0.key < $1.key }.map { name, schema -> HTML in
            """
            <article id="schema-\(name)"><h3>\(name)</h3>\(prose(schema["description"]))\
            \(SchemaWords(schema).definition)</article>
            """
        }
        return "<section id=\"schemas\"><h2>Schemas</h2>\(HTML.joined(pieces))</section>"
    }

    /// Paragraphs, parted by empty lines.
    private static func prose(_ text: JSON?) -> HTML {
        guard let text = text?.string else { return .nothing }
        var paragraphs: [[Substring]] = [[]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
        }
        return .joined(paragraphs.filter { !$0.isEmpty }.map { "<p>\($0.joined(separator: " "))</p>" })
    }

    private static let style: HTML = """
        :root{color-scheme:light dark;--line:#8884}
        body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem}
        code,pre{font:.9em ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid var(--line)}
        table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;\
        padding:.3rem .6rem;border-bottom:1px solid var(--line)}
        article{border-top:1px solid var(--line);padding:.75rem 0}h2{margin-top:2.5rem}
        .method{padding:.1rem .4rem;border:1px solid var(--line);border-radius:.3rem;font-weight:600}
        """
}
