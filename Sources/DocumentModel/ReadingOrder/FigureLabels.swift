/// The labels of a drawing, such as the numbers and areas of the parcels on a map.
///
/// They stand all over the drawing, at heights of their own; read row by row with the text they would tear each other
/// apart. So each label is read with what stands below it, column by column, and all of them after the text.
struct FigureLabels {
    /// Lines that are text, in their order.
    private(set) var text: [TextLine] = []
    /// Labels in reading order.
    private(set) var labels: [TextLine] = []

    /// - Parameter figures: boxes of drawings, in the pixels of the lines' boxes.
    init(_ lines: [TextLine], figures: [PixelBox]) {
        var rest = lines
        for figure in figures {
            let inside = rest.filter { figure.holdsMiddle(of: $0.box) }
            guard Self.areLabels(inside) else { continue }
            rest.removeAll { figure.holdsMiddle(of: $0.box) }
            labels += Self.ordered(inside, in: figure)
        }
        text = rest
    }

    /// Short, several, and mostly figures: a frame around prose or a form is no drawing.
    private static func areLabels(_ lines: [TextLine]) -> Bool {
        let texts = lines.map(\.text)
        let numbers = texts.count { $0.contains(where: \.isNumber) }
        return lines.count >= 4 && texts.allSatisfy { $0.count <= 16 } && 10 * numbers >= 6 * lines.count
    }

    private static func ordered(_ lines: [TextLine], in figure: PixelBox) -> [TextLine] {
        var groups: [[TextLine]] = []
        for line in lines.sorted(by: { $0.box.y < $1.box.y }) {
            if let group = groups.lastIndex(where: { $0.last.map { stands(line, below: $0) } ?? false }) {
                groups[group].append(line)
            } else {
                groups.append([line])
            }
        }
        let byPlace = groups.sorted { $0[0].box.midX < $1[0].box.midX }
        var columns: [[[TextLine]]] = []
        for group in byPlace {
            // Parcels have no straight columns; what lies an eighth of the drawing apart is beside each other.
            if let last = columns.last?.last, group[0].box.midX - last[0].box.midX < Double(figure.width) / 8 {
                columns[columns.count - 1].append(group)
            } else {
                columns.append([group])
            }
        }
        return columns.flatMap { column in column.sorted { $0[0].box.y < $1[0].box.y }.flatMap(\.self) }
    }

    private static func stands(_ line: TextLine, below other: TextLine) -> Bool {
        let gap = line.box.y - other.box.maxY
        let height = max(line.box.height, other.box.height)
        return gap >= -height / 2 && gap <= height
            && 2 * abs(line.box.midX - other.box.midX) <= Double(max(line.box.width, other.box.width))
    }
}
