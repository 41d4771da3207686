/// Whether two scans show the same sheet of paper: fed twice, or scanned again because the first looked bad.
///
/// Two copies of one form, filled in differently, resemble each other more than two scans of one sheet may. So the
/// pictures only have to be alike, and the words decide: every number, and nearly every word, that both scans show
/// clearly at one place of the sheet must be the same. This finds the pairs that are worth laying over each other, ink on
/// ink; what words can't tell, a signature, a seal, a ticked box, another hand, only that can. When there is too little
/// to go by, the answer is no: a sheet kept twice does no harm, a sheet left out does.
public enum SameSheet {
    /// Whether two pages may be scans of the same sheet, by their words and by the outlines of their ink. Symmetric; blank
    /// pages are never the same.
    public static func likeness(_ a: PageReading, _ b: PageReading) -> SheetLikeness {
        guard !a.isBlank, !b.isBlank, haveSameSize(a, b), barcodesAgree(a, b), embeddedTextsAgree(a, b) else {
            return .other
        }
        let likeness = a.fingerprint.likeness(to: b.fingerprint)
        guard likeness >= minLikeness else { return .other }
        let fewest = min(a.text.words.count, b.text.words.count)
        let most = max(a.text.words.count, b.text.words.count)
        // Drawings, photographs, receipts of a few words: the picture has to do, but numbers have to agree.
        if most < fewestWords { return likeness >= likenessWithoutWords ? numberLikeness(a, b) : .other }
        // One of the scans may be worse, but not that much.
        guard fewest * 2 >= most else { return .other }
        let agreement = SheetWords(a).agreement(with: SheetWords(b))
        guard agreement.isOfOneSheet else { return .other }
        return agreement.isBeyondDoubt ? .same : .likely
    }

    /// What the numbers of pages with few words say: sure readings that differ are of two papers, unsure ones of perhaps
    /// two.
    private static func numberLikeness(_ a: PageReading, _ b: PageReading) -> SheetLikeness {
        let (mine, theirs) = (numbers(of: a), numbers(of: b))
        if mine.map(\.text) == theirs.map(\.text) { return .same }
        return (mine + theirs).allSatisfy(\.isSure) ? .other : .likely
    }

    private static func numbers(of page: PageReading) -> [(text: String, isSure: Bool)] {
        page.text.words.compactMap { word in
            let digits = word.text.filter(\.isNumber)
            return digits.isEmpty ? nil : (digits, word.confidence >= SheetWords.sureOfFigures)
        }.sorted { $0.text < $1.text }
    }

    /// Texts that came with the pages are no matter of reading well.
    private static func embeddedTextsAgree(_ a: PageReading, _ b: PageReading) -> Bool {
        guard a.textSource == .embedded, b.textSource == .embedded else { return true }
        return a.text.plain == b.text.plain
    }

    /// Correlation of the ink that two scans of a sheet reach even when one is much darker.
    static let minLikeness = 0.7
    /// The same for pages whose words do not help.
    static let likenessWithoutWords = 0.97
    /// Below this many words a page is a picture.
    static let fewestWords = 8

    private static func haveSameSize(_ a: PageReading, _ b: PageReading) -> Bool {
        guard a.dpi > 0, b.dpi > 0 else { return false }
        func isClose(_ x: Int, _ y: Int) -> Bool {
            let (first, second) = (Double(x) / Double(a.dpi), Double(y) / Double(b.dpi))
            return abs(first - second) <= 0.04 * max(first, second)
        }
        return isClose(a.width, b.width) && isClose(a.height, b.height)
    }

    /// Codes that both scans show must be the same; one of the scans may have lost them.
    private static func barcodesAgree(_ a: PageReading, _ b: PageReading) -> Bool {
        a.barcodes.isEmpty || b.barcodes.isEmpty || Set(a.barcodes) == Set(b.barcodes)
    }
}

extension PageFingerprint {
    /// Correlation of two pages' ink, -1 to 1, at the best of the small shifts that a feeder causes.
    func likeness(to other: PageFingerprint) -> Double {
        guard columns == other.columns, rows == other.rows, columns > 4, rows > 4,
            ink.count == columns * rows, other.ink.count == columns * rows
        else { return -1 }
        let (mine, theirs) = (blurred, other.blurred)
        var best = -1.0
        for down in -2...2 {
            for across in -2...2 {
                best = max(best, correlation(mine, theirs, across, down))
            }
        }
        return best
    }

    /// Each cell with its neighbours, so that a shift by half a cell does not matter.
    private var blurred: [Double] {
        var blurred = [Double](repeating: 0, count: ink.count)
        for y in 0..<rows {
            for x in 0..<columns {
                var sum = 0
                for v in max(0, y - 1)...min(rows - 1, y + 1) {
                    for u in max(0, x - 1)...min(columns - 1, x + 1) { sum += Int(ink[v * columns + u]) }
                }
                blurred[y * columns + x] = Double(sum)
            }
        }
        return blurred
    }

    private func correlation(_ a: [Double], _ b: [Double], _ across: Int, _ down: Int) -> Double {
        var (n, sumA, sumB, sumAA, sumBB, sumAB) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for y in max(0, -down)..<min(rows, rows - down) {
            for x in max(0, -across)..<min(columns, columns - across) {
                let p = a[y * columns + x]
                let q = b[(y + down) * columns + x + across]
                (n, sumA, sumB) = (n + 1, sumA + p, sumB + q)
                (sumAA, sumBB, sumAB) = (sumAA + p * p, sumBB + q * q, sumAB + p * q)
            }
        }
        let spread = ((n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB)).squareRoot()
        return spread > 0 ? (n * sumAB - sumA * sumB) / spread : -1
    }
}
