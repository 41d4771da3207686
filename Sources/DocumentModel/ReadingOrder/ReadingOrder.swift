/// Puts the lines of a page into the order in which a person reads them.
///
/// Rows go from top to bottom and, within a row, from left to right, which is right for prose, forms and tables. Bands
/// of rows that are laid out in columns are read column by column: the national heading beside the agency's name, the
/// three-part head of a receipt, the recipients beside the signature, two signatures, and text set in columns.
public enum ReadingOrder {
    /// The lines in reading order. A line with a gap as wide as two letter heights is taken apart at the gap.
    ///
    /// The page is deskewed: boxes of one row are at one height.
    ///
    /// - Parameter figures: boxes of drawings, whose labels are read after the text.
    public static func arrange(_ lines: [TextLine], figures: [PixelBox] = []) -> [TextLine] {
        guard !figures.isEmpty else { return arrange(text: lines) }
        let parts = FigureLabels(lines, figures: figures)
        return arrange(text: parts.text) + parts.labels
    }

    private static func arrange(text lines: [TextLine]) -> [TextLine] {
        let layout = PageLayout(lines)
        var ordered: [PageLayout.Segment] = []
        var next = 0
        let head = layout.nationalHeading() ?? layout.receiptHead()
        while next < layout.rows.count {
            let band =
                head?.rows.lowerBound == next
                ? head : layout.recipients(at: next) ?? layout.signers(at: next) ?? layout.columns(at: next)
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
