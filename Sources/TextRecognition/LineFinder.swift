import DocumentModel

/// A piece of print that reads from left to right without a wide gap: a line, or the part of one in a column or cell.
struct FoundLine: Hashable, Sendable {
    /// Around all its letters, marks and dots.
    var box: PixelBox
    /// Its letters without the extremes of accents, ascenders and descenders; as wide as all of them.
    var core: PixelBox
    /// Letters and digits; marks and dots are not counted.
    var letterCount: Int
    /// Median height of its letters in pixels.
    var letterHeight: Double
}

/// Finds lines of print among the connected pieces of ink of a deskewed page.
///
/// Letters are joined to their nearest right neighbour when the gap is below about two letter heights, so that columns
/// and table cells stay apart; marks and dots then join the line that they stand nearest to. Everything is measured by
/// the page's median letter height, nothing in pixels or points. Strokes, rings and photographs join no line.
struct LineFinder {
    /// The pieces of ink.
    private let components: [PixelBox]
    /// Median height of what is of a letter's size, in pixels.
    private let height: Double

    /// `nil` when the page has too few pieces of a letter's size to tell what a line is.
    init?(components: [PixelBox], dpi: Int) {
        guard let height = Self.medianLetterHeight(of: components, dpi: dpi) else { return nil }
        self.components = components
        self.height = height
    }

    /// Median height of the pieces that are of a letter's size, 1 to 7.6 mm; `nil` with fewer than five of them.
    static func medianLetterHeight(of components: [PixelBox], dpi: Int) -> Double? {
        let heights = letterSized(components, dpi: dpi).map { Double($0.height) }
        return heights.count >= 5 ? heights.median : nil
    }

    /// The pieces that are of a letter's size.
    static func letterSized(_ components: [PixelBox], dpi: Int) -> [PixelBox] {
        let millimetre = Double(dpi) / 25.4
        return components.filter {
            let height = Double($0.height) / millimetre
            let width = Double($0.width) / millimetre
            return height >= 1 && height <= 7.6 && width >= 0.3 && width <= 12.7
        }
    }

    /// The lines, in no particular order.
    func lines() -> [FoundLine] {
        let letters = components.filter(isLetter).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        var groups = joined(letters).flatMap { splitAtSteps($0.map { letters[$0] }) }.map(LineUnderWay.init)
        let strays = takeStrayMarks(from: &groups)
        attach(marks: components.filter(isMark) + strays, to: &groups)
        return groups.filter { $0.letters.count > 1 || Double($0.box.width) > 0.2 * height }.map(\.found)
    }

    // MARK: Letters

    private func isLetter(_ box: PixelBox) -> Bool {
        let tall = Double(box.height) / height
        let wide = Double(box.width) / height
        let isDash = wide > 4 && tall < 0.8
        return tall >= 0.55 && tall <= 3.5 && wide >= 0.15 && wide <= 25 && !isDash
    }

    /// Indices of the letters that belong together, by nearest right neighbours and over dashes and stops.
    private func joined(_ letters: [PixelBox]) -> [[Int]] {
        let index = RowIndex(letters, rowHeight: max(8, Int(height)))
        var sets = DisjointSets(count: letters.count)
        for current in letters.indices {
            if let next = rightNeighbour(of: current, in: letters, index) { sets.join(current, next) }
        }
        for mark in components {
            guard isDash(mark) || isStop(mark), let (left, right) = neighbours(of: mark, in: letters, index) else {
                continue
            }
            sets.join(left, right)
        }
        return sets.groups()
    }

    private func rightNeighbour(of current: Int, in letters: [PixelBox], _ index: RowIndex) -> Int? {
        let box = letters[current]
        var nearest: (index: Int, gap: Double)?
        for candidate in index.members(near: box) where candidate != current {
            let other = letters[candidate]
            guard other.x >= box.x, Double(other.maxX) > Double(box.maxX) - 0.3 * height else { continue }
            // An accent over a letter is no letter beside it.
            if other.isMark(over: box) { continue }
            let gap = Double(other.x - box.maxX)
            if let nearest, gap >= nearest.gap { continue }
            guard overlaps(box, other), gap <= widestGap(between: box, other) else { continue }
            nearest = (candidate, gap)
        }
        return nearest?.index
    }

    private func overlaps(_ one: PixelBox, _ other: PixelBox) -> Bool {
        let shorter = min(one.height, other.height)
        let taller = max(one.height, other.height)
        let shared = min(one.maxY, other.maxY) - max(one.y, other.y)
        return Double(shared) >= 0.5 * Double(shorter) && taller <= 3 * shorter
    }

    private func widestGap(between one: PixelBox, _ other: PixelBox) -> Double {
        // What follows a comma is as far off as what follows a letter.
        let tall = min(height, Double(max(one.height, other.height)))
        let mean = max(tall, Double(one.height + other.height) / 2)
        return 1.8 * min(2 * height, max(0.6 * height, mean))
    }

    // MARK: Over dashes and stops

    private func isDash(_ box: PixelBox) -> Bool {
        let (wide, tall) = (Double(box.width) / height, Double(box.height) / height)
        return wide >= 0.3 && wide <= 1.5 && tall <= 0.35 && wide >= 1.8 * tall
    }

    private func isStop(_ box: PixelBox) -> Bool {
        Double(max(box.width, box.height)) <= 0.45 * height && Double(min(box.width, box.height)) >= 0.12 * height
    }

    /// The letters on both sides of a dash at half their height, or of a stop at their foot. On a typewriter both stand
    /// further apart than letters of a line do otherwise.
    private func neighbours(of mark: PixelBox, in letters: [PixelBox], _ index: RowIndex) -> (Int, Int)? {
        let isStop = isStop(mark)
        var left: (index: Int, gap: Double)?
        var right: (index: Int, gap: Double)?
        for candidate in index.members(near: mark) {
            let letter = letters[candidate]
            let place = (mark.midY - Double(letter.y)) / Double(letter.height)
            let isInPlace =
                isStop ? Double(abs(mark.maxY - letter.maxY)) <= 0.25 * height : place > 0.25 && place < 0.8
            guard isInPlace else { continue }
            let (before, after) = (Double(mark.x - letter.maxX), Double(letter.x - mark.maxX))
            if before >= 0, before < left?.gap ?? ((isStop ? 0.7 : 1.7) * height) { left = (candidate, before) }
            if after >= 0, after < right?.gap ?? 1.7 * height { right = (candidate, after) }
        }
        guard let left, let right else { return nil }
        return (left.index, right.index)
    }

    // MARK: Steps

    /// Takes a line apart where it steps up or down between two words, as between a form's printed label and what was
    /// filled in. The network reads lines of one height; of two it reads the smaller badly.
    private func splitAtSteps(_ line: [PixelBox]) -> [[PixelBox]] {
        var parts: [[PixelBox]] = []
        var start = 0
        var reach = line[0].maxX
        for next in line.indices.dropFirst() {
            let isBetweenWords = Double(line[next].x - reach) >= 0.5 * height
            if isBetweenWords, isStep(before: line[start..<next], after: line[next...]) {
                parts.append(Array(line[start..<next]))
                start = next
            }
            reach = max(reach, line[next].maxX)
        }
        return parts + [Array(line[start...])]
    }

    /// Whether the letters next to a gap stand on different heights; a few of them, lest a bent line be cut.
    private func isStep(before: ArraySlice<PixelBox>, after: ArraySlice<PixelBox>) -> Bool {
        let (before, after) = (before.suffix(8), after.prefix(8))
        guard before.count >= 3, after.count >= 3 else { return false }
        let step = after.map { Double($0.maxY) }.median - before.map { Double($0.maxY) }.median
        return abs(step) > 0.35 * height
    }

    // MARK: Marks

    private func isMark(_ box: PixelBox) -> Bool {
        Double(box.height) < 0.55 * height && Double(box.width) < 4 * height && box.width * box.height >= 3
    }

    /// Takes out groups of one to three pieces that are marks as tall as small letters, such as the ấ's hat and accent
    /// of the line that they stand on, or its dots below.
    private func takeStrayMarks(from groups: inout [LineUnderWay]) -> [PixelBox] {
        let index = RowIndex(groups.map(\.core), rowHeight: max(8, Int(2 * height)), reach: Int(height))
        let strays = groups.indices.filter { candidate in
            guard groups[candidate].letters.count <= 3 else { return false }
            return index.members(near: groups[candidate].core).contains {
                $0 != candidate && groups[$0].owns(strayMarks: groups[candidate])
            }
        }
        let marks = strays.flatMap { groups[$0].letters }
        groups = groups.removing(at: strays)
        return marks
    }

    private func attach(marks: [PixelBox], to groups: inout [LineUnderWay]) {
        let index = RowIndex(groups.map(\.core), rowHeight: max(8, Int(2 * height)), reach: Int(height))
        for mark in marks {
            var nearest: (index: Int, distance: Double)?
            for candidate in index.members(near: mark) {
                guard let distance = groups[candidate].distance(to: mark) else { continue }
                if let nearest, distance >= nearest.distance { continue }
                nearest = (candidate, distance)
            }
            if let nearest { groups[nearest.index].add(mark: mark) }
        }
    }
}

/// A line that is being put together.
private struct LineUnderWay {
    let letters: [PixelBox]
    /// From the 20th percentile of the letters' tops to the 80th of their bottoms: the line without its extremes.
    let core: PixelBox
    let letterHeight: Double
    private(set) var box: PixelBox

    init(letters: [PixelBox]) {
        self.letters = letters
        let around = letters.dropFirst().reduce(letters[0]) { $0.union($1) }
        let top = letters.map { Double($0.y) }.percentile(20)
        let bottom = letters.map { Double($0.maxY) }.percentile(80)
        core = PixelBox(x: around.x, y: Int(top), width: around.width, height: Int(bottom - top))
        letterHeight = letters.map { Double($0.height) }.median
        box = around
    }

    var found: FoundLine { FoundLine(box: box, core: core, letterCount: letters.count, letterHeight: letterHeight) }

    /// Whether a small group is nothing but marks of this line: lower than its letters and all within a mark's reach,
    /// above or below the letters but not among them.
    func owns(strayMarks other: LineUnderWay) -> Bool {
        guard letters.count > other.letters.count, other.core.x >= box.x - Int(0.3 * letterHeight),
            other.core.maxX <= box.maxX + Int(0.3 * letterHeight)
        else { return false }
        return other.letters.allSatisfy { piece in
            let isOutside = piece.midY < Double(core.y) || piece.midY > Double(core.maxY)
            let isLow = Double(piece.height) < 0.8 * letterHeight
            return (isLow && isOutside && distance(to: piece) != nil) || letters.contains { piece.stands(on: $0) }
        }
    }

    mutating func add(mark: PixelBox) { box = box.union(mark) }

    /// How far a mark stands from the line; `nil` when too far. Marks stand above more often than below.
    func distance(to mark: PixelBox) -> Double? {
        let aside = Double(max(0, max(core.x - mark.maxX, mark.x - core.maxX)))
        let above = max(0, Double(core.y) - mark.midY)
        let below = max(0, mark.midY - Double(core.maxY))
        // The dash of a list stands further off than any mark of a letter.
        let isDash = mark.width >= 2 * mark.height && above == 0 && below == 0
        guard aside <= (isDash ? 2 : 0.9) * letterHeight, above < 0.75 * letterHeight, below < 0.5 * letterHeight
        else { return nil }
        return above + 1.6 * below + 0.5 * aside
    }
}

extension PixelBox {
    /// Whether it ends above the middle of a letter: what stands there is a mark, no letter beside it.
    fileprivate func isMark(over letter: PixelBox) -> Bool {
        Double(maxY) < Double(letter.y) + 0.5 * Double(letter.height)
    }

    /// Whether it stands right over a letter that is hardly lower than it, as an accent with its hat does.
    fileprivate func stands(on letter: PixelBox) -> Bool {
        let shared = min(maxX, letter.maxX) - max(x, letter.x)
        let gap = Double(letter.y - maxY) / Double(letter.height)
        return 2 * shared >= min(width, letter.width) && gap >= -0.2 && gap <= 0.4
            && Double(height) <= 1.1 * Double(letter.height) && Double(width) <= 1.4 * Double(letter.width)
    }
}
