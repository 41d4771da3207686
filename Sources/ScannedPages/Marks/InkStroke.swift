import DocumentModel

/// A connected piece of ink on a sheet.
struct InkStroke: Hashable {
    var box: PixelBox
    /// Pixels of ink.
    var ink: Int
    /// Of them, those of a blue pen or stamp.
    var blue: Int
    /// Of them, red ones.
    var red: Int
}

extension MarkSheet {
    /// The connected pieces of ink in a box.
    ///
    /// - Parameter rulesOut: without rows of ink longer than those of any letter or pen.
    func strokes(in box: PixelBox, rulesOut: Bool = true) -> [InkStroke] {
        let (left, right) = (max(0, box.x), min(width, box.maxX))
        let (top, bottom) = (max(0, box.y), min(height, box.maxY))
        guard left < right, top < bottom else { return [] }
        let longest = rulesOut ? Int(Self.ruleLength * millimetre) : width
        var runs: [Run] = []
        var sets = RunSets()
        var previous = 0..<0
        for y in top..<bottom {
            let start = runs.count
            var x = left
            while x < right {
                x = firstInk(inRow: y, from: x, to: right)
                if x == right { break }
                var run = Run(y: y, start: x, end: x)
                while run.end < right, pixels[y * width + run.end] != Tone.paper {
                    switch pixels[y * width + run.end] {
                    case Tone.blue: run.blue += 1
                    case Tone.red: run.red += 1
                    default: break
                    }
                    run.end += 1
                }
                x = run.end
                if run.end - run.start <= longest {
                    runs.append(run)
                    sets.add()
                }
            }
            sets.join(runs, previous, start..<runs.count)
            previous = start..<runs.count
        }
        return sets.strokes(of: runs)
    }

    /// The first pixel of ink in a part of a row, or its end.
    private func firstInk(inRow y: Int, from start: Int, to end: Int) -> Int {
        pixels.withUnsafeBytes { bytes in
            var at = y * width + start
            let end = y * width + end
            // Most of a page is paper: eight pixels at once.
            while at + 8 <= end, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) == 0 { at += 8 }
            while at < end, bytes[at] == Tone.paper { at += 1 }
            return at - y * width
        }
    }

    /// Millimetres from which on a row of ink is a rule.
    private static let ruleLength = 12.0
}

/// Pixels of ink beside each other.
private struct Run {
    var y: Int
    var start: Int
    var end: Int
    var blue = 0
    var red = 0
}

/// Runs that touch, above and below each other or corner to corner.
private struct RunSets {
    private var parents: [Int] = []

    mutating func add() { parents.append(parents.count) }

    mutating func join(_ runs: [Run], _ above: Range<Int>, _ below: Range<Int>) {
        var candidate = above.lowerBound
        for current in below {
            while candidate < above.upperBound, runs[candidate].end < runs[current].start { candidate += 1 }
            var other = candidate
            while other < above.upperBound, runs[other].start <= runs[current].end {
                let (one, two) = (root(of: current), root(of: other))
                if one != two { parents[max(one, two)] = min(one, two) }
                other += 1
            }
        }
    }

    mutating func strokes(of runs: [Run]) -> [InkStroke] {
        var places = [Int](repeating: -1, count: runs.count)
        var strokes: [InkStroke] = []
        for (index, run) in runs.enumerated() {
            let root = root(of: index)
            let box = PixelBox(x: run.start, y: run.y, width: run.end - run.start, height: 1)
            let ink = run.end - run.start
            let place = places[root]
            if place >= 0 {
                strokes[place].box = strokes[place].box.union(box)
                strokes[place].ink += ink
                strokes[place].blue += run.blue
                strokes[place].red += run.red
            } else {
                places[root] = strokes.count
                strokes.append(InkStroke(box: box, ink: ink, blue: run.blue, red: run.red))
            }
        }
        return strokes
    }

    private mutating func root(of run: Int) -> Int {
        var run = run
        while parents[run] != run {
            parents[run] = parents[parents[run]]
            run = parents[run]
        }
        return run
    }
}
