import DocumentModel
import VietnameseText

/// How a label and a value stand to each other.
enum LabelRelation: Sendable {
    /// The label stands before the value on the same line.
    case before
    /// On the same row, apart: in the cell to the left, or further left on the form.
    case left
    /// Over the value, or at the end of the line before.
    case above
}

/// The label that governs a value.
struct Governor: Sendable {
    /// Index among the paper's labels.
    var label: Int
    var relation: LabelRelation
}

extension Paper {
    /// The label that governs what stands at the offsets: the last before it on its line, else one to its left or over
    /// it that has no value of its own.
    func governor(of range: Range<Int>) -> Governor? {
        guard let line = passage.lineIndex(at: range.lowerBound) else { return nil }
        let own = passage.lines[line]
        if let label = labels.lastIndex(where: {
            $0.range.upperBound <= range.lowerBound && $0.range.upperBound > own.range.lowerBound
        }) {
            return Governor(label: label, relation: .before)
        }
        // What other words precede belongs to those.
        let before = passage.scan.bytes[own.range.lowerBound..<max(own.range.lowerBound, range.lowerBound)]
        guard before.count(where: ScannableText.isLetterByte) <= 6 else { return nil }
        if let label = openLabel(onLine: leftNeighbour(of: line)) { return Governor(label: label, relation: .left) }
        if line > 0, let label = openLabel(onLine: line - 1), isClose(line - 1, line) {
            return Governor(label: label, relation: .above)
        }
        return heading(ofColumnWith: line).map { Governor(label: $0, relation: .above) }
    }

    /// The label with which a line ends, so that its value stands elsewhere.
    private func openLabel(onLine line: Int?) -> Int? {
        guard let line, passage.lines.indices.contains(line) else { return nil }
        let range = passage.lines[line].range
        guard let label = labels.lastIndex(where: { range.contains($0.range.lowerBound) }) else { return nil }
        return hasContent(labels[label].range.upperBound..<max(labels[label].range.upperBound, range.upperBound))
            ? nil : label
    }

    /// The nearest line to the left on the same row.
    func leftNeighbour(of line: Int) -> Int? {
        let own = passage.lines[line]
        return passage.lines.indices
            .filter {
                passage.lines[$0].page == own.page && passage.lines[$0].box.maxX <= own.box.x + own.box.height
                    && isOnOneRow(passage.lines[$0].box, own.box)
            }
            .max { passage.lines[$0].box.maxX < passage.lines[$1].box.maxX }
    }

    /// The nearest line to the right on the same row.
    func rightNeighbour(of line: Int) -> Int? {
        let own = passage.lines[line]
        return passage.lines.indices
            .filter {
                passage.lines[$0].page == own.page && passage.lines[$0].box.x >= own.box.maxX - own.box.height
                    && $0 != line && isOnOneRow(passage.lines[$0].box, own.box)
            }
            .min { passage.lines[$0].box.x < passage.lines[$1].box.x }
    }

    /// The nearest line below that shares part of the width, at most three heights down.
    func lineBelow(_ line: Int) -> Int? {
        let own = passage.lines[line]
        return passage.lines.indices
            .filter { index in
                let other = passage.lines[index]
                let gap = other.box.y - own.box.maxY
                return other.page == own.page && gap >= -own.box.height / 3 && gap <= 3 * own.box.height
                    && sharesWidth(own.box, other.box)
            }
            .min { passage.lines[$0].box.y < passage.lines[$1].box.y }
    }

    /// The label over the column in which a line stands, at most twelve rows up, nothing but values between.
    private func heading(ofColumnWith line: Int) -> Int? {
        let own = passage.lines[line]
        let above = passage.lines.indices
            .filter { index in
                let other = passage.lines[index]
                return other.page == own.page && other.box.maxY <= own.box.y + own.box.height / 3
                    && sharesWidth(own.box, other.box)
            }
            .sorted { passage.lines[$0].box.maxY > passage.lines[$1].box.maxY }
        for index in above.prefix(12) {
            if let label = openLabel(onLine: index) { return label }
            let text = passage.scan.bytes[passage.lines[index].range]
            guard text.count(where: ScannableText.isLetterByte) <= 3 else { return nil }
        }
        return nil
    }

    private func isClose(_ upper: Int, _ lower: Int) -> Bool {
        let (first, second) = (passage.lines[upper], passage.lines[lower])
        return first.page == second.page
            && second.box.y - first.box.maxY <= 2 * max(first.box.height, second.box.height)
    }

    private func isOnOneRow(_ left: PixelBox, _ right: PixelBox) -> Bool {
        let shared = min(left.maxY, right.maxY) - max(left.y, right.y)
        return 2 * shared >= min(left.height, right.height)
    }

    private func sharesWidth(_ upper: PixelBox, _ lower: PixelBox) -> Bool {
        let shared = min(upper.maxX, lower.maxX) - max(upper.x, lower.x)
        return 10 * shared >= 3 * min(upper.width, lower.width)
    }

    // MARK: Values of a label wherever they stand

    /// Where a label's value can stand: behind it; where nothing is there, in the next line, to its right, below it.
    func valueRanges(after index: Int) -> [(range: Range<Int>, relation: LabelRelation)] {
        let label = labels[index]
        guard let line = passage.lineIndex(at: max(label.range.lowerBound, label.range.upperBound - 1)) else {
            return []
        }
        let lineEnd = passage.lines[line].range.upperBound
        let next = index + 1 < labels.count ? labels[index + 1].range.lowerBound : scan.count
        let behind = label.range.upperBound..<max(label.range.upperBound, min(lineEnd, next))
        if hasContent(behind) { return [(trimmed(withoutNote(behind)), .before)] }
        guard next > lineEnd || next >= scan.count else { return [] }
        var found: [(Range<Int>, LabelRelation)] = []
        if let right = rightNeighbour(of: line) { found.append((part(ofLine: right), .left)) }
        if let below = lineBelow(line) { found.append((part(ofLine: below), .above)) }
        if found.isEmpty, line + 1 < passage.lines.count, isClose(line, line + 1) {
            found.append((part(ofLine: line + 1), .above))
        }
        return found.filter { hasContent($0.0) }
    }

    /// A line up to the first label on it.
    private func part(ofLine line: Int) -> Range<Int> {
        let range = passage.lines[line].range
        let label = labels.first { range.contains($0.range.lowerBound) }?.range.lowerBound ?? range.upperBound
        return trimmed(range.lowerBound..<max(range.lowerBound, label))
    }

    // MARK: Places

    /// The offsets before a place on its line, at most so many.
    func lineBefore(_ offset: Int, most: Int = .max) -> Range<Int> {
        guard let line = passage.lineIndex(at: offset) else { return offset..<offset }
        let start = min(offset, passage.lines[line].range.lowerBound)
        return (offset - min(most, offset - start))..<offset
    }

    /// How far down the page a place is, 0 to 1.
    func height(at offset: Int) -> Double {
        guard let line = passage.lineIndex(at: offset) else { return 0 }
        let (page, box) = (passage.lines[line].page, passage.lines[line].box)
        let height = page < sizes.count ? sizes[page].height : 0
        return height > 0 ? Double(box.midY) / Double(height) : 0
    }

    /// Whether the offset is in a table of several rows and columns, where values are those of rows.
    func isInTable(_ offset: Int) -> Bool {
        guard let line = passage.lineIndex(at: offset), tables.indices.contains(passage.lines[line].page) else {
            return false
        }
        let box = passage.lines[line].box
        return tables[passage.lines[line].page].contains {
            $0.rows >= 3 && $0.columns >= 3 && $0.box.contains(x: box.midX, y: box.midY)
        }
    }

    /// Whether the offsets are on one line: figures at the end of one and at the beginning of the next are no number.
    func isOnOneLine(_ range: Range<Int>) -> Bool { passage.lineEnd(at: range.lowerBound) >= range.upperBound }

    /// Whether the offset is on the first page.
    func isOnFirstPage(_ offset: Int) -> Bool {
        passage.lineIndex(at: offset).map { passage.lines[$0].page == 0 } ?? false
    }
}
