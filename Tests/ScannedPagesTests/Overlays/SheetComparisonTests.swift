import DocumentModel
import Testing

@testable import ScannedPages

@Suite("One sheet laid over another")
struct SheetComparisonTests {
    private static let sheet: DrawnSheet = {
        var sheet = DrawnSheet.text(lines: 12)
        // Two boxes of a form, the first one ticked.
        for x in [20.0, 50.0] { sheet.add([(x, 92), (x + 4, 92), (x + 4, 96), (x, 96), (x, 92)], width: 0.25) }
        sheet.add([(20.8, 94), (21.8, 95.4), (23.4, 92.6)])
        return sheet
    }()

    private static let scans: [DrawnSheet.Scan] = [
        .init(turn: 0.8, shift: (2, -3), seed: 2),
        .init(turn: -1.2, stretch: 1.004, shift: (-4, 3), black: 180, spread: 0.04, noise: 14, seed: 3),
        .init(turn: 0.3, stretch: 0.996, shift: (1, 6), black: 255, noise: 10, isBitonal: true, seed: 4),
    ]

    @Test("A sheet scanned again, turned, moved, stretched, lighter and noisier, is the same", arguments: 0..<3)
    func again(index: Int) {
        var first = DrawnSheet.Scan()
        first.isBitonal = Self.scans[index].isBitonal
        let comparison = SheetComparison(Self.sheet.scanned(first), Self.sheet.scanned(Self.scans[index]))
        #expect(comparison.likeness == .same)
    }

    /// What somebody may put on a sheet, or change on its copy.
    enum Change: CaseIterable {
        case signature, seal, otherBox, note, initials, struckLine, otherLetters, otherMark
    }

    @Test("What was added, changed or filled in otherwise makes another sheet", arguments: Change.allCases)
    func changed(change: Change) {
        var other = Self.sheet
        switch change {
        case .signature: other.add([(60, 112), (64, 106), (67, 114), (72, 107), (76, 112), (84, 109)], width: 0.5)
        case .seal: other.addRing(x: 60, y: 105, radius: 11)
        case .otherBox:
            other.strokes.removeLast(2)
            other.add([(50.8, 94), (51.8, 95.4), (53.4, 92.6)])
        case .note: for y in [104.0, 110] { other.add((0...30).map { (15 + Double($0) * 2, y + Double($0 % 3)) }) }
        case .initials: other.add([(85, 120), (87, 117), (88, 121), (91, 118)])
        case .struckLine: other.add([(30, 39.2), (60, 39.4)])
        case .otherLetters:
            for stroke in 100..<108 { other.strokes[stroke].to.x += 1.2 }
        case .otherMark:
            other.add([(40, 24.6), (41.2, 25.3)])
        }
        let likeness = SheetComparison(Self.sheet.scanned(), other.scanned(Self.scans[0])).likeness
        #expect([.signature, .seal, .note].contains(change) ? likeness == .other : likeness != .same)
        var first = DrawnSheet.Scan()
        first.isBitonal = true
        #expect(SheetComparison(other.scanned(first), Self.sheet.scanned(Self.scans[2])).likeness != .same)
    }

    @Test("A stamp as pale as it may be, or a stroke of pencil, leaves doubt", arguments: [22.0, 40])
    func pale(darkness: Double) {
        var stamped = DrawnSheet()
        stamped.addRing(x: 60, y: 110, radius: 9)
        var scan = DrawnSheet.Scan(black: darkness, noise: 0)
        scan.turn = Self.scans[0].turn
        scan.shift = Self.scans[0].shift
        let (plain, stamp) = (Self.sheet.scanned(Self.scans[0]), stamped.scanned(scan))
        let both = zip(plain.darkness, stamp.darkness).map { UInt8(min(255, Int($0) + Int($1))) }
        let other = SheetInk(
            width: plain.width, height: plain.height, scale: plain.scale, isBitonal: false, darkness: both)
        #expect(SheetComparison(Self.sheet.scanned(), other).likeness == .likely)
        #expect(SheetComparison(other, Self.sheet.scanned()).likeness == .likely)
    }

    @Test("A full stop that only one shows leaves doubt", arguments: [false, true])
    func fullStop(isBitonal: Bool) {
        var other = Self.sheet
        other.add([(40, 104), (40.01, 104)], width: 0.6)
        var first = DrawnSheet.Scan()
        first.isBitonal = isBitonal
        let comparison = SheetComparison(Self.sheet.scanned(first), other.scanned(Self.scans[isBitonal ? 2 : 0]))
        #expect(comparison.likeness == .likely)
    }

    @Test("A small dot beside letters leaves doubt, one off the lines or a pale one is dust")
    func dots() {
        // Below the first line's first letter, between two lines, on free paper.
        func likeness(_ x: Double, _ y: Double, width: Double = 0.36, black: Double = 235) -> SheetLikeness {
            var dot = DrawnSheet()
            dot.add([(x, y), (x + 0.01, y)], width: width)
            var (scan, pale) = (Self.scans[0], DrawnSheet.Scan())
            (pale.turn, pale.shift, pale.black, pale.noise) = (scan.turn, scan.shift, black, 0)
            scan.noise = 4
            let (sheet, dots) = (Self.sheet.scanned(scan), dot.scanned(pale))
            let both = SheetInk(
                width: sheet.width, height: sheet.height, scale: sheet.scale, isBitonal: false,
                darkness: zip(sheet.darkness, dots.darkness).map { max($0, $1) })
            return SheetComparison(Self.sheet.scanned(), both).likeness
        }
        #expect(likeness(12.8, 17.0) == .likely)
        #expect(likeness(12.8, 17.0, black: 75) == .same)
        #expect(likeness(40, 104) == .same)
    }

    @Test("Scans in gray and in black and white are at most likely the same")
    func twoKinds() {
        #expect(SheetComparison(Self.sheet.scanned(), Self.sheet.scanned(Self.scans[2])).likeness == .likely)
    }

    @Test("Print that shines through is explained by the front, whatever the turn of the back")
    func shinesThrough() {
        let front = Self.sheet.scanned(Self.scans[0])
        var faint = DrawnSheet.Scan()
        (faint.turn, faint.black, faint.noise, faint.seed) = (-0.9, 90, 4, 9)
        let back = Self.sheet.mirrored.scanned(faint)
        #expect(ShinesThrough.explains(back, front: front))
        #expect(ShinesThrough.explains(back, front: front.turnedByHalf()))
        #expect(!ShinesThrough.explains(back, front: DrawnSheet.text(lines: 12, seed: 99).scanned()))
    }

    @Test("A note on such a back, a copy of the front and a back with few strokes are not")
    func notExplained() {
        let front = Self.sheet.scanned(Self.scans[0])
        var faint = DrawnSheet.Scan()
        (faint.black, faint.noise) = (90, 4)
        var noted = Self.sheet.mirrored
        noted.add([(60, 112), (64, 106), (67, 114), (72, 107), (76, 112)], width: 0.5)
        #expect(!ShinesThrough.explains(noted.scanned(faint), front: front))
        #expect(!ShinesThrough.explains(Self.sheet.scanned(faint), front: front))
        var few = DrawnSheet()
        few.add(letter: 5, x: 40, y: 40)
        few.add(letter: 9, x: 43, y: 40)
        #expect(!ShinesThrough.explains(few.scanned(faint), front: front))
    }
}
