import DocumentModel

/// A square of a form as it was found on the picture that is read.
struct FoundCheckbox: Hashable, Sendable {
    var box: PixelBox
    var isTicked: Bool
}

extension Checkbox {
    /// The squares of a page with their labels, from top to bottom and left to right. A square that nothing stands beside
    /// is none to be ticked: a corner of a code, a frame.
    ///
    /// - Parameters:
    ///   - found: on the picture that was read.
    ///   - lines: what was read on it.
    ///   - frame: leads from that picture to the upright page.
    static func labelled(_ found: [FoundCheckbox], by lines: [TextLine], _ frame: UprightFrame) -> [Checkbox] {
        let words = lines.flatMap(\.words).sorted { $0.box.x < $1.box.x }
        let rows = found.sorted { ($0.box.y, $0.box.x) < ($1.box.y, $1.box.x) }
            .reduce(into: [[FoundCheckbox]]()) { rows, next in
                if let first = rows.last?.first, next.box.isBeside(first.box) {
                    rows[rows.count - 1].append(next)
                } else {
                    rows.append([next])
                }
            }
        return rows.flatMap { row -> [Checkbox] in
            let row = row.sorted { $0.box.x < $1.box.x }
            return zip(row, labels(of: row.map(\.box), in: words)).compactMap { square, label in
                guard !label.isEmpty else { return nil }
                return Checkbox(box: frame.onPage(square.box), isTicked: square.isTicked, label: label)
            }
        }
    }

    /// The labels of the squares of one row: the words to the right of each, or to the left of each when nothing stands
    /// to the right of the last (`Nam ☐ Nữ ☐`).
    private static func labels(of row: [PixelBox], in words: [Word]) -> [String] {
        let after = row.indices.map { place in
            let end = place + 1 < row.count ? row[place + 1].x : Int.max
            return label(after: row[place], upTo: end, in: words)
        }
        guard after.last == "" else { return after }
        return row.indices.map { place in
            label(before: row[place], from: place > 0 ? row[place - 1].maxX : 0, in: words)
        }
    }

    /// The words to the right of a square, until the next one or a gap that separates columns.
    private static func label(after box: PixelBox, upTo end: Int, in words: [Word]) -> String {
        var label: [String] = []
        var reach = box.maxX
        for word in words where word.box.midX > Double(box.maxX) && word.box.midX < Double(end) {
            guard word.box.isBeside(box) else { continue }
            guard Double(word.box.x - reach) <= widestGap * Double(box.height) else { break }
            label.append(word.text)
            reach = max(reach, word.box.maxX)
        }
        return label.joined(separator: " ")
    }

    /// The words to the left of a square, back to the one before it, a gap, or the colon that ends what is asked.
    private static func label(before box: PixelBox, from start: Int, in words: [Word]) -> String {
        var label: [String] = []
        var reach = box.x
        for word in words.reversed() where word.box.midX < Double(box.x) && word.box.midX > Double(start) {
            guard word.box.isBeside(box) else { continue }
            guard Double(reach - word.box.maxX) <= widestGap * Double(box.height), !word.text.hasSuffix(":") else {
                break
            }
            label.append(word.text)
            reach = min(reach, word.box.x)
        }
        return label.reversed().joined(separator: " ")
    }

    /// Heights of the square.
    private static let widestGap = 1.5
}

extension PixelBox {
    /// Whether two boxes stand at about one height: the middle of the lower one within the taller one.
    fileprivate func isBeside(_ other: PixelBox) -> Bool {
        let (low, tall) = height < other.height ? (self, other) : (other, self)
        return low.midY >= Double(tall.y) && low.midY <= Double(tall.maxY)
    }
}
