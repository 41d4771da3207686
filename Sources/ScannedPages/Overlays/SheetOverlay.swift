/// How one scan of a sheet lies over another: turned, stretched and moved a little as a whole, and moved by parts, since
/// feeders slip and paper buckles.
struct SheetOverlay {
    /// Turn, stretch and shift about the middles of both pages, in pixels of the first.
    struct Pose {
        /// Radians; so small that the sine is the angle.
        var turn = 0.0
        var stretch = 1.0
        var x = 0.0
        var y = 0.0
    }

    let pose: Pose
    /// Side of the squares of the first page that are moved by themselves, in pixels.
    private let side: Int
    private let columns: Int
    private let rows: Int
    /// What is added to the pose, by square.
    private var shifts: [(x: Int, y: Int)]
    private let middle: (x: Double, y: Double)
    private let otherMiddle: (x: Double, y: Double)

    /// Lays a page over another.
    init(_ first: SheetInk, over second: SheetInk) {
        self.init(first, over: second, pose: Self.pose(first, over: second))
    }

    /// The same with a pose that is known.
    init(_ first: SheetInk, over second: SheetInk, pose: Pose) {
        self.pose = pose
        side = max(16, Int(Self.square * first.scale))
        columns = (first.width + side - 1) / side
        rows = (first.height + side - 1) / side
        shifts = Array(repeating: (0, 0), count: columns * rows)
        middle = (Double(first.width) / 2, Double(first.height) / 2)
        otherMiddle = (Double(second.width) / 2, Double(second.height) / 2)
        moveSquares(first, second)
    }

    /// The pose of the second page over the first.
    var inversePose: Pose {
        let (x, y) = (-pose.x / pose.stretch, -pose.y / pose.stretch)
        return Pose(turn: -pose.turn, stretch: 1 / pose.stretch, x: x + pose.turn * y, y: y - pose.turn * x)
    }

    /// Where a pixel of the first page lies on the second.
    func moved(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
        let shift = shifts[min(rows - 1, y / side) * columns + min(columns - 1, x / side)]
        let (u, v) = Self.moved(Double(x) - middle.x, Double(y) - middle.y, pose)
        return (Int((u + otherMiddle.x).rounded()) + shift.x, Int((v + otherMiddle.y).rounded()) + shift.y)
    }

    private static func moved(_ x: Double, _ y: Double, _ pose: Pose) -> (Double, Double) {
        (pose.stretch * (x - pose.turn * y) + pose.x, pose.stretch * (y + pose.turn * x) + pose.y)
    }

    // MARK: The whole

    /// Millimetres: squares hold some words each.
    private static let square = 10.0

    private static func pose(_ first: SheetInk, over second: SheetInk) -> Pose {
        let coarse = max(1, Int((first.scale * 25.4 / 37.5).rounded()))
        let fine = max(1, Int((first.scale * 25.4 / 75).rounded()))
        var pose = Pose()
        let (a, b) = (first.reduced(by: coarse), second.reduced(by: coarse).widened(by: 1))
        let turns = stride(from: -3.25, through: 3.25, by: 0.5).map { $0 * .pi / 180 }
        // Feeders move a sheet by some millimetres, hands on glass by a centimetre.
        let reach = Int((12 * a.scale).rounded())
        pose = best(
            a.places(atLeast: first.level, most: 2500), a, b, turns: turns, stretches: [1],
            shifts: Array(stride(from: -reach, through: reach, by: 2)), about: pose)
        let (c, d) = (first.reduced(by: fine), second.reduced(by: fine))
        let ratio = c.scale / a.scale
        pose.x *= ratio
        pose.y *= ratio
        let places = c.places(atLeast: first.level, most: 4000)
        let near = stride(from: -0.5, through: 0.5, by: 0.125).map { pose.turn + $0 * .pi / 180 }
        pose = best(places, c, d, turns: near, stretches: [1], shifts: Array(-5...5), about: pose)
        pose = best(
            places, c, d, turns: [pose.turn], stretches: [0.994, 0.997, 1, 1.003, 1.006], shifts: Array(-2...2),
            about: pose)
        pose.x *= Double(fine)
        pose.y *= Double(fine)
        return pose
    }

    /// The pose at which most of the places of one page fall on ink of the other.
    private static func best(
        _ places: [SheetInk.Place], _ first: SheetInk, _ second: SheetInk, turns: [Double], stretches: [Double],
        shifts: [Int], about start: Pose
    ) -> Pose {
        var (best, most) = (start, -1)
        let (middleX, middleY) = (Double(first.width) / 2, Double(first.height) / 2)
        let (otherX, otherY) = (Double(second.width) / 2 + start.x, Double(second.height) / 2 + start.y)
        var turned = [SheetInk.Place](repeating: SheetInk.Place(x: 0, y: 0), count: places.count)
        for turn in turns {
            for stretch in stretches {
                let pose = Pose(turn: turn, stretch: stretch)
                for (index, place) in places.enumerated() {
                    let (x, y) = moved(Double(place.x) - middleX, Double(place.y) - middleY, pose)
                    turned[index] = .init(x: Int32((x + otherX).rounded()), y: Int32((y + otherY).rounded()))
                }
                for y in shifts {
                    for x in shifts {
                        let sum = second.ink(at: turned, movedBy: x, y)
                        guard sum > most else { continue }
                        most = sum
                        best = Pose(turn: turn, stretch: stretch, x: start.x + Double(x), y: start.y + Double(y))
                    }
                }
            }
        }
        return best
    }

    // MARK: The parts

    /// Moves each square to where it fits best, then once more near to where its neighbours went.
    private mutating func moveSquares(_ first: SheetInk, _ second: SheetInk) {
        var places = [[SheetInk.Place]](repeating: [], count: columns * rows)
        for place in first.places(atLeast: first.level) {
            let square = min(rows - 1, Int(place.y) / side) * columns + min(columns - 1, Int(place.x) / side)
            let (x, y) = moved(Int(place.x), Int(place.y))
            places[square].append(.init(x: Int32(x), y: Int32(y)))
        }
        places = places.map { all in
            let step = max(1, all.count / 600)
            return step == 1 ? all : stride(from: 0, to: all.count, by: step).map { all[$0] }
        }
        let reach = max(2, Int((1.2 * first.scale).rounded()))
        var own = shifts
        for square in places.indices where !places[square].isEmpty {
            own[square] = second.bestShift(of: places[square], about: (0, 0), reach: reach, step: 2)
        }
        let weights = places.map { $0.count }
        for square in places.indices {
            let about = neighbours(own, weights, of: square)
            shifts[square] =
                places[square].isEmpty
                ? about : second.bestShift(of: places[square], about: about, reach: max(2, reach / 3), step: 1)
        }
    }

    /// Mean shift of the squares around one, weighted by their ink.
    private func neighbours(_ shifts: [(x: Int, y: Int)], _ weights: [Int], of square: Int) -> (x: Int, y: Int) {
        let (row, column) = (square / columns, square % columns)
        var (sumX, sumY, sum) = (0, 0, 0)
        for y in max(0, row - 2)...min(rows - 1, row + 2) {
            for x in max(0, column - 2)...min(columns - 1, column + 2) {
                let index = y * columns + x
                let weight = weights[index] * (index == square ? 3 : 1)
                sumX += weight * shifts[index].x
                sumY += weight * shifts[index].y
                sum += weight
            }
        }
        guard sum > 0 else { return (0, 0) }
        return (Int((Double(sumX) / Double(sum)).rounded()), Int((Double(sumY) / Double(sum)).rounded()))
    }
}

extension SheetInk {
    /// How much ink lies under places that are moved.
    fileprivate func ink(at places: [Place], movedBy x: Int, _ y: Int) -> Int {
        var sum = 0
        let (width, height) = (width, height)
        darkness.withUnsafeBufferPointer { ink in
            places.withUnsafeBufferPointer { places in
                for place in places {
                    let (u, v) = (Int(place.x) &+ x, Int(place.y) &+ y)
                    if u >= 0, v >= 0, u < width, v < height { sum &+= Int(ink[v &* width &+ u]) }
                }
            }
        }
        return sum
    }

    /// The shift at which most ink lies under places; of equals the one nearest to where it is looked for.
    fileprivate func bestShift(
        of places: [Place], about: (x: Int, y: Int), reach: Int, step: Int
    ) -> (x: Int, y: Int) {
        var (best, most) = (about, Double(ink(at: places, movedBy: about.x, about.y)))
        func look(_ x: Int, _ y: Int) {
            let distance = Double((x - about.x) * (x - about.x) + (y - about.y) * (y - about.y))
            let found = Double(ink(at: places, movedBy: x, y)) - 0.2 * distance * Double(places.count)
            if found > most { (best, most) = ((x, y), found) }
        }
        for y in stride(from: about.y - reach, through: about.y + reach, by: step) {
            for x in stride(from: about.x - reach, through: about.x + reach, by: step) { look(x, y) }
        }
        if step > 1 {
            let coarse = best
            for y in (coarse.y - 1)...(coarse.y + 1) { for x in (coarse.x - 1)...(coarse.x + 1) { look(x, y) } }
        }
        return best
    }
}
