/// One sentence of a report and what it rests on.
package struct Sentence: Hashable, Sendable {
    package let phrase: Phrase
    package let citations: Citations

    package init(_ phrase: Phrase, _ citations: Citations) {
        self.phrase = phrase
        self.citations = citations
    }

    package var text: String { phrase.text }
    package var evidence: [EvidenceID] { citations.all }
}

extension Sentence: Codable {
    private enum CodingKeys: String, CodingKey {
        case text, parts, evidence
    }

    private struct CodedPart: Codable {
        var said: String?
        var quoted: String?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let evidence = try container.decode([EvidenceID].self, forKey: .evidence)
        guard let first = evidence.first else {
            throw DecodingError.dataCorruptedError(
                forKey: .evidence, in: container, debugDescription: "a sentence without evidence")
        }
        // Parts are built again, so that a stored report is quoted as safely as a fresh one.
        var interpolation = Phrase.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
        for part in try container.decode([CodedPart].self, forKey: .parts) {
            if let said = part.said { interpolation.appendLiteral(said) }
            if let quoted = part.quoted { interpolation.appendInterpolation(quoted) }
        }
        phrase = Phrase(stringInterpolation: interpolation)
        citations = Citations(first, Array(evidence.dropFirst()))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        let parts = phrase.parts.map { part in
            switch part {
            case .said(let words): CodedPart(said: words)
            case .quoted(let words): CodedPart(quoted: words)
            }
        }
        try container.encode(parts, forKey: .parts)
        try container.encode(evidence, forKey: .evidence)
    }
}
