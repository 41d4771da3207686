import DocumentModel

/// Tells where a person has signed, from the strokes that are left when print, seals and stamps are out.
struct SignatureMarks {
    struct Found: Hashable {
        /// On the sheet.
        var box: PixelBox
        var confidence: Double
    }

    private let sheet: MarkSheet
    private let seals: [RoundSeal]
    private let millimetre: Double

    /// - Parameters:
    ///   - sheet: without the print and the seals.
    ///   - seals: that are sure.
    init(on sheet: MarkSheet, seals: [RoundSeal]) {
        self.sheet = sheet
        self.seals = seals
        millimetre = sheet.millimetre
    }

    func found(in places: [SigningPlace]) -> [Found] {
        var found: [Found] = []
        for signature in (places + placesOfSeals(besides: places)).compactMap(signature)
        where !found.contains(where: { $0.box == signature.box }) { found.append(signature) }
        for stroke in strayStrokes() where !found.contains(where: { $0.box.gap(to: stroke.box) <= Int(4 * millimetre) })
        {
            found.append(Found(box: stroke.box, confidence: Self.unsure))
        }
        return found
    }

    private static let sure = 92.0
    private static let unsure = 50.0

    /// A seal stands on a signature: a third of it by Decree 30/2020/NĐ-CP, the rest to the right.
    private func placesOfSeals(besides places: [SigningPlace]) -> [SigningPlace] {
        seals.filter { seal in !places.contains { $0.box.gap(to: seal.box) == 0 } }.map { seal in
            let (left, right) = (Int(5 * millimetre), Int(30 * millimetre))
            return SigningPlace(
                box: PixelBox(
                    x: seal.box.x - left, y: seal.box.y, width: left + seal.box.width + right, height: seal.box.height))
        }
    }

    /// What is written in a place where a paper wants a signature.
    private func signature(in place: SigningPlace) -> Found? {
        let strokes = sheet.strokes(in: place.box).filter { $0.ink >= 4 && !isRule($0) && !isSolid($0) }
        let seal = seals.first { $0.box.gap(to: place.box) == 0 }
        guard let longest = strokes.max(by: { $0.length < $1.length }) else {
            // It may be hidden under the seal.
            return seal.map { Found(box: $0.box, confidence: Self.unsure) }
        }
        let group = linked(to: longest, among: strokes)
        let box = group.reduce(longest.box) { $0.union($1.box) }
        let ink = group.reduce(0) { $0 + $1.ink }
        if isWriting(longest, box, ink: ink) { return Found(box: box, confidence: Self.sure) }
        if let seal { return Found(box: seal.box, confidence: Self.unsure) }
        let around = strokes.reduce(longest.box) { $0.union($1.box) }
        let isTrace =
            strokes.reduce(0) { $0 + $1.ink } >= 25 && Double(around.length) >= 5 * millimetre
            && Double(around.breadth) >= 2.5 * millimetre && !isCode(around, strokes)
        return isTrace ? Found(box: around, confidence: Self.unsure) : nil
    }

    /// A stroke longer than a letter, with others about it: larger than a word, and as much line as a pen draws.
    private func isWriting(_ longest: InkStroke, _ box: PixelBox, ink: Int) -> Bool {
        Double(longest.length) >= 7 * millimetre && Double(box.length) >= 9 * millimetre
            && Double(box.breadth) >= 4 * millimetre && Double(ink) >= 16 * millimetre
    }

    private func isRule(_ stroke: InkStroke) -> Bool {
        Double(stroke.box.breadth) <= 0.9 * millimetre && Double(stroke.box.length) >= 6 * millimetre
    }

    /// Blots, photographs and codes.
    private func isSolid(_ stroke: InkStroke) -> Bool {
        Double(stroke.box.breadth) >= 5 * millimetre && stroke.fill > 0.35
    }

    /// Many crumbs in a square are a broken code rather than a broken signature.
    private func isCode(_ box: PixelBox, _ strokes: [InkStroke]) -> Bool {
        let ink = strokes.reduce(0) { $0 + $1.ink }
        return 4 * box.breadth >= 3 * box.length && Double(ink) >= 0.2 * Double(box.width * box.height)
    }

    /// The strokes within reach of one, of those within reach of these, and so on.
    private func linked(to first: InkStroke, among strokes: [InkStroke]) -> [InkStroke] {
        let reach = Int(2.5 * millimetre)
        var group = [first]
        var left = strokes.filter { $0 != first }
        var next = 0
        while next < group.count {
            let box = group[next].box
            group += left.filter { $0.box.gap(to: box) <= reach }
            left.removeAll { $0.box.gap(to: box) <= reach }
            next += 1
        }
        return group
    }

    /// Strokes that look like a signature where nothing says that one belongs: larger than any word, winding, thin.
    private func strayStrokes() -> [InkStroke] {
        let band = PixelBox(
            x: 0, y: sheet.height / 4, width: sheet.width, height: sheet.height - sheet.height / 4)
        return sheet.strokes(in: band).filter { stroke in
            let (width, height) = (Double(stroke.box.width) / millimetre, Double(stroke.box.height) / millimetre)
            let line = Double(stroke.ink) / 2 / millimetre
            return (12...80).contains(width) && (7...35).contains(height) && stroke.fill <= 0.25
                && line >= 1.6 * max(width, height)
        }
    }
}

extension InkStroke {
    /// The longer side of its box.
    fileprivate var length: Int { box.length }
    /// Share of its box that is ink.
    fileprivate var fill: Double { Double(ink) / Double(max(1, box.width * box.height)) }
}

extension PixelBox {
    /// The longer side.
    var length: Int { max(width, height) }
    /// The shorter side.
    var breadth: Int { min(width, height) }

    /// Pixels between two boxes, across or down, whichever is more; 0 when they touch or overlap.
    func gap(to other: PixelBox) -> Int {
        max(0, max(x, other.x) - min(maxX, other.maxX), max(y, other.y) - min(maxY, other.maxY))
    }
}
