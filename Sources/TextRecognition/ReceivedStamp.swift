import DocumentModel
import ScannedPages
import VietnameseText

/// The framed stamp that an office puts on a paper when it arrives (dấu đến): its words are no part of the paper.
struct ReceivedStamp {
    /// Around the frame, with a little room for words that reach over it.
    let box: PixelBox

    /// The frames that may be such stamps: two strokes of like length below each other and at least one side.
    static func candidates(in strokes: Pix.LongStrokes, dpi: Int) -> [ReceivedStamp] {
        let millimetre = Double(dpi) / 25.4
        let edges = strokes.across.filter { (28...80).contains(Double($0.width) / millimetre) }
        var stamps: [ReceivedStamp] = []
        for top in edges {
            for bottom in edges where (9...40).contains((bottom.midY - top.midY) / millimetre) {
                let areAligned =
                    Double(abs(top.x - bottom.x)) <= 7 * millimetre
                    && Double(abs(top.maxX - bottom.maxX)) <= 7 * millimetre
                guard areAligned, hasSide(top.union(bottom), strokes.down, millimetre) else { continue }
                let room = Int(1.5 * millimetre)
                let frame = top.union(bottom)
                stamps.append(
                    ReceivedStamp(
                        box: PixelBox(
                            x: frame.x - room, y: frame.y - room, width: frame.width + 2 * room,
                            height: frame.height + 2 * room)))
            }
        }
        return stamps
    }

    private static func hasSide(_ frame: PixelBox, _ strokes: [PixelBox], _ millimetre: Double) -> Bool {
        strokes.contains { stroke in
            let isAtSide =
                abs(stroke.midX - Double(frame.x)) < 4 * millimetre
                || abs(stroke.midX - Double(frame.maxX)) < 4 * millimetre
            return isAtSide && Double(stroke.sharedHeight(with: frame)) > 0.45 * Double(frame.height)
        }
    }

    /// Whether the words within are those of a stamp, and not of a table's cell.
    func isStamp(among lines: [[Word]]) -> Bool {
        let inside = lines.joined().filter { box.holdsCentre(of: $0.box) }
        return inside.count <= Self.mostWords && Self.areWordsOfStamp(inside)
    }

    /// The lines without the words of the stamp; untouched when these are not words of a stamp.
    ///
    /// A line of the paper that runs on below the stamp keeps its words.
    func removed(from lines: [[Word]]) -> [[Word]] {
        guard isStamp(among: lines) else { return lines }
        return lines.map { line in
            let outside = line.filter { !box.holdsCentre(of: $0.box) }
            guard outside.letterCount >= 6, outside.meanConfidence >= 70 else { return outside }
            return runningOn(line)
        }
    }

    /// The words outside, and those within that follow them at no more than a word's distance.
    private func runningOn(_ line: [Word]) -> [Word] {
        var kept: [Word] = []
        for word in line.sorted(by: { $0.box.x < $1.box.x }) {
            if let last = kept.last, box.holdsCentre(of: word.box) {
                let gap = Double(word.box.x - last.box.maxX)
                guard gap < 0.9 * Double(max(last.box.height, word.box.height)), word.confidence >= 60 else { continue }
            } else if box.holdsCentre(of: word.box) {
                continue
            }
            kept.append(word)
        }
        return kept
    }

    /// `ĐẾN` in capitals, `Kính chuyển`, or the hour and the day of arrival.
    private static func areWordsOfStamp(_ words: [Word]) -> Bool {
        let keys = words.map { Folding.folded($0.text).filter(\.isLetter) }
        let hasArrival = zip(words, keys).contains { $1 == "den" && $0.text.allSatisfy { !$0.isLowercase } }
        let isPassedOn = zip(keys, keys.dropFirst()).contains { $0 == "kinh" && $1.hasPrefix("chuy") }
        return hasArrival || isPassedOn || (keys.contains("gio") && keys.contains("ngay"))
    }

    /// A stamp says little; more words in a frame are a form's.
    private static let mostWords = 30
}

extension [PixelBox] {
    /// The boxes, those that overlap joined to one: frames within the frame of one stamp.
    func joinedWhereOverlapping() -> [PixelBox] {
        reduce(into: []) { joined, box in
            var union = box
            while let other = joined.firstIndex(where: { $0.overlaps(union) }) {
                union = union.union(joined.remove(at: other))
            }
            joined.append(union)
        }
    }
}

extension PixelBox {
    fileprivate func overlaps(_ other: PixelBox) -> Bool {
        x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
    }
}
