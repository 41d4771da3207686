import DocumentModel
import VietnameseText

/// One paper with everything the readers of single fields look at.
struct Paper: Sendable {
    let vocabulary: FieldVocabulary
    /// Of each page, from top to bottom.
    let tables: [[PageTable]]
    /// Of each page in pixels.
    let sizes: [(width: Int, height: Int)]
    let passage: Passage
    let heading: PaperHeading?
    let labels: [LabelHit]
    /// Payloads of barcodes and the page each stands on.
    let barcodes: [(page: Int, payload: String)]
    /// The latest day that a date on it can bear.
    let notAfter: CivilDate?
    /// The kind by heading or traces, and how sure it is, 0 to 100.
    private(set) var identified: (kind: PaperKind, confidence: Double)?

    var kind: PaperKind? { identified?.kind }

    var scan: ScannableText { passage.scan }

    init(pages: [PaperPage], notAfter: CivilDate?, vocabulary: FieldVocabulary) {
        let pieces = pages.enumerated().flatMap { page, content in
            let joined = PageText(lines: LineJoiner.joined(content.text.lines, tables: content.tables))
            return LineSplitter.pieces(of: joined).map { (page: page, line: $0) }
        }
        self.vocabulary = vocabulary
        sizes = pages.map(\.size)
        tables = pages.map(\.tables)
        passage = Passage(pieces)
        let labels = LabelFinder.hits(in: passage, vocabulary.labels)
        self.labels = labels
        heading =
            HeadingFinder.find(in: passage, kinds: vocabulary.kinds)
            ?? UnknownHeading.find(in: passage, labels: labels, width: sizes.first?.width ?? 0)
        barcodes = pages.enumerated().flatMap { page, content in content.barcodes.map { (page, $0.payload) } }
        self.notAfter = notAfter
        identified = KindReader.read(self)
    }

    /// Whether the date is not later than papers can be.
    func isPlausible(_ date: CivilDate) -> Bool { notAfter.map { date <= $0 } ?? true }

    // MARK: Values of labels

    /// The value after a label: to the next label or the end of the line; when that is empty, the line below, unless
    /// a label begins it.
    func valueRange(after index: Int) -> Range<Int> {
        let start = labels[index].range.upperBound
        let next = index + 1 < labels.count ? labels[index + 1].range.lowerBound : scan.count
        let lineEnd = start > 0 ? passage.lineEnd(at: start - 1) : passage.lineEnd(at: start)
        let range = start..<max(start, min(lineEnd, next))
        if hasContent(range) || next <= lineEnd { return trimmed(withoutNote(range)) }
        guard let line = passage.lineIndex(at: max(0, start - 1)), line + 1 < passage.lines.count,
            passage.lines[line + 1].page == passage.lines[line].page
        else { return range }
        let below = passage.lines[line + 1].range
        return trimmed(below.lowerBound..<max(below.lowerBound, min(below.upperBound, next)))
    }

    /// The range without a footnote's number before the value: "Kính gửi: (1) Ủy ban nhân dân …".
    func withoutNote(_ range: Range<Int>) -> Range<Int> {
        let start = scan.skippingSpaces(from: range.lowerBound)
        guard start + 2 < range.upperBound, scan.bytes[start] == UInt8(ascii: "("),
            let close = (start..<min(start + 4, range.upperBound)).first(where: { scan.bytes[$0] == UInt8(ascii: ")") })
        else { return range }
        return (close + 1)..<max(close + 1, range.upperBound)
    }

    /// Whether the range has a letter or digit.
    func hasContent(_ range: Range<Int>) -> Bool {
        range.contains { ScannableText.isWordByte(scan.bytes[$0]) }
    }

    /// The range without blanks and punctuation at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var range = range
        while let first = range.first, !isValueByte(scan.bytes[first]) { range = range.dropFirst() }
        while let last = range.last, !isValueByte(scan.bytes[last]), scan.bytes[last] != UInt8(ascii: ")") {
            range = range.dropLast()
        }
        return range
    }

    /// The first label of a meaning.
    func firstLabel(_ meaning: LabelMeaning, in offsets: Range<Int>? = nil) -> Int? {
        labels.indices.first {
            labels[$0].meaning == meaning && (offsets?.contains(labels[$0].range.lowerBound) ?? true)
        }
    }

    private func isValueByte(_ byte: UInt8) -> Bool { ScannableText.isWordByte(byte) }
}
