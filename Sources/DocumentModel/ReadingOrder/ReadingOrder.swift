/// Puts the lines of a page into the order in which a person reads them.
public enum ReadingOrder {
    public static func arrange(_ lines: [TextLine]) -> [TextLine] {
        lines.sorted { ($0.box.midY, $0.box.midX) < ($1.box.midY, $1.box.midX) }
    }
}
