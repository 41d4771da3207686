import VietnameseText

/// The lines of a page sorted into rows, for finding bands of columns among them.
struct PageLayout {
    /// A line, or a part of one between wide gaps.
    struct Segment {
        var line: TextLine
        var left: Double
        var right: Double
        /// Median top and bottom of the words, which a single tall word does not move.
        var top: Double
        var bottom: Double

        var middle: Double { (left + right) / 2 }
        var width: Double { right - left }
        /// Text in lower case without marks, for finding key words in spite of misread marks.
        var key: String { Folding.folded(line.text) }
    }

    /// Segments at about one height, from left to right.
    struct Row {
        var segments: [Segment]
        var top: Double
        var bottom: Double
    }

    /// Rows that are to be read column by column.
    struct Band: Equatable {
        var rows: Range<Int>
        /// Where one column ends and the next begins, ascending.
        var cuts: [Double]
    }

    /// What distances are measured by: those of the whole page for each part of it.
    struct Measures {
        var left: Double
        var right: Double
        /// Median height of the words.
        var wordHeight: Double

        init(of lines: [TextLine]) {
            wordHeight = lines.flatMap { $0.words.map { Double($0.box.height) } }.middleValue
            left = lines.map { Double($0.box.x) }.min() ?? 0
            right = lines.map { Double($0.box.maxX) }.max() ?? 0
        }
    }

    /// From top to bottom.
    let rows: [Row]
    private let measures: Measures

    var left: Double { measures.left }
    var right: Double { measures.right }
    var wordHeight: Double { measures.wordHeight }
    var width: Double { right - left }

    init(_ lines: [TextLine], _ measures: Measures) {
        self.measures = measures
        let segments = lines.flatMap { Self.segments(of: $0, widestGap: 2 * measures.wordHeight) }
        rows = Self.rows(of: segments)
    }

    /// The segments of a band column by column, each column from top to bottom.
    func columns(of band: Band) -> [[Segment]] {
        let edges = [-Double.infinity] + band.cuts + [.infinity]
        return zip(edges, edges.dropFirst()).map { start, end in
            rows[band.rows].flatMap(\.segments).filter { $0.middle >= start && $0.middle < end }
        }
    }

    // MARK: Rows

    private static func segments(of line: TextLine, widestGap: Double) -> [Segment] {
        let words = line.words.sorted { $0.box.x < $1.box.x }
        var parts: [[Word]] = []
        for (place, word) in words.enumerated() {
            if let last = parts.last?.last, Double(word.box.x - last.box.maxX) <= widestGap,
                !startsNationalName(words[place...], after: last, wordHeight: widestGap / 2)
            {
                parts[parts.count - 1].append(word)
            } else {
                parts.append([word])
            }
        }
        return parts.count == 1 ? [Segment(line)] : parts.map { Segment(TextLine(words: $0, box: around($0))) }
    }

    /// Whether words begin with the `CỘNG HÒA` of the national heading beside a long name of an agency, which leaves
    /// little room between them. In prose the name is not in capitals; names of agencies have `CÔNG` as well.
    private static func startsNationalName(
        _ words: ArraySlice<Word>, after last: Word, wordHeight: Double
    ) -> Bool {
        let keys = words.prefix(2).map { Folding.folded($0.text) }
        guard keys.first == "cong", keys.count < 2 || keys[1].hasPrefix("ho"), let word = words.first else {
            return false
        }
        return Double(word.box.x - last.box.maxX) > 0.6 * wordHeight && word.text.allSatisfy(\.isUppercase)
    }

    private static func around(_ words: [Word]) -> PixelBox {
        words.dropFirst().reduce(words[0].box) { $0.union($1.box) }
    }

    private static func rows(of segments: [Segment]) -> [Row] {
        var rows: [Row] = []
        for segment in segments.sorted(by: { ($0.top + $0.bottom, $0.left) < ($1.top + $1.bottom, $1.left) }) {
            // Rows further up than the last few cannot share the height of a segment that comes in order of height.
            let recent = rows.indices.suffix(6)
            let best = recent.filter { rows[$0].hasRoom(for: segment) }
                .max { rows[$0].sharedHeight(with: segment) < rows[$1].sharedHeight(with: segment) }
            if let best, rows[best].sharedHeight(with: segment) > 0.5 {
                rows[best].add(segment)
            } else {
                rows.append(Row(segments: [segment], top: segment.top, bottom: segment.bottom))
            }
        }
        rows.sort { $0.top + $0.bottom < $1.top + $1.bottom }
        return rows.map { row in
            var row = row
            row.segments.sort { $0.left < $1.left }
            return row
        }
    }
}

extension PageLayout.Segment {
    init(_ line: TextLine) {
        self.line = line
        left = Double(line.box.x)
        right = Double(line.box.maxX)
        top = line.words.map { Double($0.box.y) }.middleValue
        bottom = line.words.map { Double($0.box.maxY) }.middleValue
    }
}

extension PageLayout.Row {
    /// Shared part of the heights of row and segment, of the lower one's height.
    func sharedHeight(with segment: PageLayout.Segment) -> Double {
        let shared = min(bottom, segment.bottom) - max(top, segment.top)
        return shared / max(1, min(bottom - top, segment.bottom - segment.top))
    }

    /// Whether a segment does not stand over or under one that the row has already.
    func hasRoom(for segment: PageLayout.Segment) -> Bool {
        segments.allSatisfy {
            min($0.right, segment.right) - max($0.left, segment.left) < 0.3 * min($0.width, segment.width)
        }
    }

    mutating func add(_ segment: PageLayout.Segment) {
        segments.append(segment)
        top = segments.reduce(0) { $0 + $1.top } / Double(segments.count)
        bottom = segments.reduce(0) { $0 + $1.bottom } / Double(segments.count)
    }
}

extension Array where Element == Double {
    /// The middle value, the mean of the two middle ones of an even number; 0 when there is none.
    var middleValue: Double {
        guard !isEmpty else { return 0 }
        let ordered = sorted()
        return (ordered[(count - 1) / 2] + ordered[count / 2]) / 2
    }
}
