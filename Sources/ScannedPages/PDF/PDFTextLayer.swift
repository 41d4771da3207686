import DocumentModel
import VietnameseText

/// The text that a PDF page itself holds, annotations included, as poppler finds it.
enum PDFTextLayer {
    private static let outputLimit = 32 << 20
    /// More words than this are on no page.
    private static let maxWords = 50_000

    /// The lines of a page in reading order.
    ///
    /// - Parameters:
    ///   - pixelsPerPoint: scale of the boxes; the frame is the page as a viewer shows it.
    ///   - damage: what was found to do no harm to the page.
    static func read(
        path: String, pageIndex: Int, pixelsPerPoint: Double, ignoring damage: String? = nil
    ) throws(FileFault) -> PageText {
        let page = String(pageIndex + 1)
        let table = try Poppler.run(
            "pdftotext", ["-tsv", "-cropbox", "-enc", "UTF-8", "-f", page, "-l", page, path, "-"],
            pageIndex: pageIndex, outputLimit: outputLimit, ignoring: damage
        ).output
        let lines = lines(of: String(decoding: table, as: UTF8.self), scale: pixelsPerPoint)
        // Which way the page is read is not known yet; it is put in order again then.
        return PageText(lines: runsDown(lines) ? lines : ReadingOrder.arrange(lines))
    }

    /// Reads poppler's table: a row of level 3 begins a block, one of level 4 a line, and those of level 5 are words.
    static func lines(of table: String, scale: Double) -> [TextLine] {
        var blocks: [[[Word]]] = []
        var count = 0
        for row in table.split(whereSeparator: \.isNewline) {
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count >= 12, count < maxWords else { continue }
            if cells[0] == "3" || blocks.isEmpty { blocks.append([]) }
            if cells[0] == "4" || blocks[blocks.count - 1].isEmpty { blocks[blocks.count - 1].append([]) }
            guard cells[0] == "5", let box = box(cells[6...9], scale: scale) else { continue }
            let text = clean(cells[11...].joined(separator: " "))
            guard !text.isEmpty else { continue }
            let line = blocks[blocks.count - 1].count - 1
            blocks[blocks.count - 1][line].append(Word(text: text, box: box, confidence: 100))
            count += 1
        }
        let filled = blocks.map { $0.filter { !$0.isEmpty }.map(line(of:)) }
        // Lines that run down the page have others at their side, not pieces of themselves.
        if runsDown(filled.joined()) { return filled.flatMap(\.self) }
        return filled.filter { $0.count > 1 }.flatMap(\.self) + joined(filled.filter { $0.count == 1 }.flatMap(\.self))
    }

    private static func line(of words: [Word]) -> TextLine {
        let sorted = words.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
        return TextLine(words: sorted, box: sorted.dropFirst().reduce(sorted[0].box) { $0.union($1.box) })
    }

    /// Whether most words of more than two letters are taller than wide.
    private static func runsDown(_ lines: some Sequence<TextLine>) -> Bool {
        let words = lines.flatMap(\.words).filter { $0.text.count >= 3 }
        return 2 * words.count { $0.box.height > $0.box.width } > words.count
    }

    /// Puts pieces of one row together that stand closer than a column gap: a number or date that was put into its
    /// slot as an annotation is a block of its own to poppler, as is the print to its left and right.
    private static func joined(_ pieces: [TextLine]) -> [TextLine] {
        var lines: [TextLine] = []
        for piece in pieces.sorted(by: { $0.box.x < $1.box.x }) {
            let neighbour = lines.firstIndex { line in
                let height = min(line.box.height, piece.box.height)
                let shared = min(line.box.maxY, piece.box.maxY) - max(line.box.y, piece.box.y)
                let gap = piece.box.x - line.box.maxX
                return height > 0 && shared * 2 > height && gap * 10 < height * 19 && gap * 2 > -height
            }
            if let neighbour {
                lines[neighbour] = line(of: lines[neighbour].words + piece.words)
            } else {
                lines.append(piece)
            }
        }
        return lines
    }

    private static func box(_ cells: ArraySlice<Substring>, scale: Double) -> PixelBox? {
        let values = cells.compactMap { Double($0) }.map { $0 * scale }
        guard values.count == 4, values.allSatisfy({ $0.isFinite && abs($0) < 1e7 }) else { return nil }
        let (left, top) = (Int(values[0].rounded()), Int(values[1].rounded()))
        return PixelBox(
            x: left, y: top, width: Int((values[0] + values[2]).rounded()) - left,
            height: Int((values[1] + values[3]).rounded()) - top)
    }

    /// NFC, without characters that show nothing.
    private static func clean(_ text: String) -> String {
        let kept = text.unicodeScalars.filter { scalar in
            !scalar.properties.isDefaultIgnorableCodePoint && !scalar.properties.isWhitespace
        }
        return Folding.composed(String(String.UnicodeScalarView(kept)))
    }
}
