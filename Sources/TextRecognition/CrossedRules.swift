import CLeptonica
import DocumentModel
import ScannedPages

/// What belongs to letters in a mask of ruled lines: underlines run through tails and dots below letters, and in bold
/// print, whose serifs touch, a word's own strokes are as long as a short rule.
struct CrossedRules: ~Copyable {
    private let ink: Pix
    private let millimetre: Double

    /// - Parameter ink: the page in bits, rules and all.
    init(ink: borrowing Pix, dpi: Int) throws(ImageOperationFailed) {
        self.ink = try Pix(pixClone(ink.handle), from: "pixClone")
        millimetre = Double(dpi) / 25.4
    }

    /// Takes the ink of letters out of a mask of rules.
    func free(_ rules: borrowing Pix) throws(ImageOperationFailed) {
        for rule in try rules.inkComponents() where Double(rule.height) <= 2 * millimetre && rule.width > rule.height {
            if isStrokeOfWord(rule) {
                rules.erase(rule)
            } else {
                for columns in touchedColumns(of: rule, in: rules) { rules.erase(columns) }
            }
        }
    }

    /// Whether ink stands close above and close below a short rule: a rule has it on one side at most.
    private func isStrokeOfWord(_ rule: PixelBox) -> Bool {
        guard Double(rule.width) <= 30 * millimetre else { return false }
        let (offset, reach) = (max(1, Int(0.2 * millimetre)), max(2, Int(0.4 * millimetre)))
        let above = PixelBox(x: rule.x, y: rule.y - offset - reach, width: rule.width, height: reach)
        let below = PixelBox(x: rule.x, y: rule.maxY + offset, width: rule.width, height: reach)
        let least = Self.minInk * Double(rule.width * reach)
        return Double(ink.inkCount(in: above)) >= least && Double(ink.inkCount(in: below)) >= least
    }

    private static let minInk = 0.2

    /// The runs of columns at which a stroke comes down upon a rule.
    private func touchedColumns(of rule: PixelBox, in rules: borrowing Pix) -> [PixelBox] {
        let reach = max(3, Int((0.25 * millimetre).rounded()))
        guard rule.y >= reach, rule.maxY + reach < ink.height else { return [] }
        let ruleBits = BitRows(rules)
        let inkBits = BitRows(ink)
        var touched: [PixelBox] = []
        for x in rule.x..<rule.maxX {
            guard let top = (rule.y..<rule.maxY).first(where: { ruleBits[x, $0] }),
                (1...reach).allSatisfy({ inkBits[x, top - $0] })
            else { continue }
            if let last = touched.last, last.maxX == x {
                touched[touched.count - 1].width += 1
            } else {
                touched.append(PixelBox(x: x, y: rule.y, width: 1, height: rule.height))
            }
        }
        // A rule whose edge is ragged, or below which letters are packed, is one all the same.
        let share = Double(touched.reduce(0) { $0 + $1.width }) / Double(rule.width)
        return share <= 0.4 ? touched.filter { Double($0.width) <= 2 * millimetre } : []
    }
}

/// The pixels of a picture in bits, as long as it lives.
private struct BitRows {
    private let words: UnsafeMutablePointer<UInt32>?
    private let stride: Int

    init(_ picture: borrowing Pix) {
        words = pixGetData(picture.handle)
        stride = picture.wordsPerRow
    }

    subscript(x: Int, y: Int) -> Bool {
        guard let words else { return false }
        return words[y * stride + x / 32] >> UInt32(31 - x % 32) & 1 != 0
    }
}

extension Pix {
    /// Takes the ink out of a box of a picture in bits.
    fileprivate func erase(_ box: PixelBox) {
        pixRasterop(
            handle, Int32(clamping: box.x), Int32(clamping: box.y), Int32(clamping: box.width),
            Int32(clamping: box.height), PIX_CLR, nil, 0, 0)
    }
}
