/// Puts the lines of a page into the order in which a person reads them.
///
/// Rows go from top to bottom and, within a row, from left to right, which is right for prose and forms. Tables with
/// ruled lines are read cell by cell. Bands of rows that are laid out in columns are read column by column: the national
/// heading beside the agency's name, the three-part head of a receipt, the recipients beside the signature, signatures
/// beside each other, and text set in columns.
public enum ReadingOrder {
    /// The lines in reading order. A line with a gap as wide as two letter heights is taken apart at the gap, and one that
    /// goes over several cells at their edges.
    ///
    /// The page is deskewed: boxes of one row are at one height.
    ///
    /// - Parameters:
    ///   - figures: boxes of drawings, whose labels are read after the text.
    ///   - tables: tables with ruled lines, from top to bottom.
    public static func arrange(
        _ lines: [TextLine], figures: [PixelBox] = [], tables: [TableCells] = []
    ) -> [TextLine] {
        guard !figures.isEmpty else { return arrange(text: lines, around: tables) }
        let parts = FigureLabels(lines, figures: figures)
        return arrange(text: parts.text, around: tables) + parts.labels
    }

    /// Text above a table, what stands left of it, its cells, what stands right of it, and so on down the page.
    private static func arrange(text lines: [TextLine], around tables: [TableCells]) -> [TextLine] {
        let measures = PageLayout.Measures(of: lines)
        var rest = lines
        var ordered: [TextLine] = []
        for table in tables {
            let parts = table.parts(of: rest)
            guard !parts.cells.joined().isEmpty else { continue }
            let above = parts.outside.filter { $0.box.midY < Double(table.box.y) }
            let beside = parts.outside.filter {
                $0.box.midY >= Double(table.box.y) && $0.box.midY < Double(table.box.maxY)
            }
            ordered += arrange(text: above, measures)
            ordered += arrange(text: beside.filter { $0.box.midX < table.box.midX }, measures)
            ordered += parts.cells.flatMap { arrange(text: $0, PageLayout.Measures(of: $0)) }
            ordered += arrange(text: beside.filter { $0.box.midX >= table.box.midX }, measures)
            rest = parts.outside.filter { $0.box.midY >= Double(table.box.maxY) }
        }
        return ordered + arrange(text: rest, measures)
    }

    private static func arrange(text lines: [TextLine], _ measures: PageLayout.Measures) -> [TextLine] {
        guard !lines.isEmpty else { return [] }
        let layout = PageLayout(lines, measures)
        var ordered: [PageLayout.Segment] = []
        var next = 0
        let head = layout.nationalHeading() ?? layout.receiptHead().map { [$0] } ?? []
        while next < layout.rows.count {
            let band =
                head.first { $0.rows.lowerBound == next } ?? layout.recipients(at: next) ?? layout.signers(at: next)
                ?? layout.columns(at: next)
            if let band {
                ordered += layout.columns(of: band).joined()
                next = band.rows.upperBound
            } else {
                ordered += layout.rows[next].segments
                next += 1
            }
        }
        return ordered.map(\.line)
    }
}
