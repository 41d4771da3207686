import Basics
import Ledger

/// A page that a search found.
public struct SearchHitView: Encodable, Sendable {
    var `case`: String
    var component: String
    var document: String
    var page: Int
    var snippet: String
    /// Character offsets, each from the first to after the last.
    var highlights: [[Int]]
    var confidence: Double?
    var exact: Bool

    public init(_ hit: SearchHit) {
        self.case = hit.caseCode.rawValue
        component = hit.component.rawValue
        document = hit.documentID.rawValue
        page = hit.pageNumber
        snippet = hit.snippet
        highlights = hit.highlights.map { [$0.lowerBound, $0.upperBound] }
        confidence = hit.confidence
        exact = hit.isExact
    }
}

/// What a search found, best first.
public struct SearchView: View {
    /// How a door marks the words that were looked for.
    public struct Emphasis: Sendable {
        var on: ShownText
        var off: ShownText

        public init(on: ShownText, off: ShownText) { (self.on, self.off) = (on, off) }

        /// Guillemets, where there is nothing but text.
        public static let guillemets = Emphasis(on: "«", off: "»")
    }

    private let hits: [SearchHit]
    private let emphasis: Emphasis

    public init(_ hits: [SearchHit], emphasis: Emphasis = .guillemets) {
        (self.hits, self.emphasis) = (hits, emphasis)
    }

    public func encode(to encoder: any Encoder) throws { try hits.map(SearchHitView.init).encode(to: encoder) }

    public var text: TextPage {
        var page = TextPage()
        for hit in hits {
            let sure = hit.confidence.map { ", độ tin cậy \(Int($0.rounded()))" } ?? ""
            page.line("\(hit.caseCode) / \(hit.component), trang \(hit.pageNumber)\(sure)")
            page.line("  \(highlighted(hit))")
        }
        page.line(hits.isEmpty ? "Không tìm thấy." : "\(hits.count) kết quả")
        return page
    }

    private func highlighted(_ hit: SearchHit) -> ShownText {
        let characters = Array(hit.snippet)
        var text: ShownText = ""
        var position = 0
        for range in hit.highlights where range.upperBound <= characters.count {
            let (before, found) = (String(characters[position..<range.lowerBound]), String(characters[range]))
            text = "\(text)\(before)\(emphasis.on)\(found)\(emphasis.off)"
            position = range.upperBound
        }
        return "\(text)\(String(characters[position...]))"
    }
}
