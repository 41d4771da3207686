import ChildProcesses
import DocumentModel

/// Rows of samples of a byte, 1 or 3 a pixel.
struct PlainRaster {
    let width: Int
    let height: Int
    let samples: Int
    let bytes: ArraySlice<UInt8>

    init(width: Int, height: Int, samples: Int, bytes: ArraySlice<UInt8>) {
        (self.width, self.height, self.samples, self.bytes) = (width, height, samples, bytes)
    }

    /// One of several of netpbm's raw maps (P5, P6) that stand one behind the other; `nil` when there is none.
    init?(portableMap data: [UInt8], at position: inout Int) {
        guard data.count - position > 8, data[position] == 0x50 else { return nil }
        samples = data[position + 1] == 0x36 ? 3 : 1
        var numbers: [Int] = []
        var place = position + 2
        while numbers.count < 3 {
            while place < data.count, data[place] <= 0x20 { place += 1 }
            var number = 0
            guard place < data.count, (0x30...0x39).contains(data[place]) else { return nil }
            while place < data.count, (0x30...0x39).contains(data[place]), number < 1 << 20 {
                number = number * 10 + Int(data[place] - 0x30)
                place += 1
            }
            numbers.append(number)
        }
        place += 1
        (width, height) = (numbers[0], numbers[1])
        let length = width * height * samples
        guard length > 0, length <= data.count - place, numbers[2] == 255 else { return nil }
        bytes = data[place..<(place + length)]
        position = place + length
    }
}

/// A page as coarse cells of mean colour, the common measure of two pictures of it: how finely either was drawn, and
/// where the grid of its pixels lay, hardly shows in them.
public struct PictureCells: Sendable {
    /// Cells an inch: one is 1.3 mm wide.
    static let perInch = 20

    let width: Int
    let height: Int
    /// Red, green and blue of each cell, from top to bottom.
    private(set) var colours: [UInt8]

    init(_ raster: PlainRaster, dotsPerInch: Double) {
        let scale = Double(Self.perInch) / dotsPerInch
        self.init(
            raster, width: max(1, Int((Double(raster.width) * scale).rounded())),
            height: max(1, Int((Double(raster.height) * scale).rounded())),
            page: (Double(raster.width), Double(raster.height)))
    }

    /// The cells of what was read, as many as another picture of the page has.
    ///
    /// - Returns: `nil` when the file is not there or too short.
    init?(_ preview: PicturePreview, like other: PictureCells) {
        let length = preview.width * preview.height * preview.samples
        guard length > 0, let data = try? RandomAccessFile(path: preview.path).bytes(at: 0, count: length) else {
            return nil
        }
        let isTurned = preview.turn.exchangesSides
        let raster = PlainRaster(
            width: preview.width, height: preview.height, samples: preview.samples, bytes: data[...])
        let cells = PictureCells(
            raster, width: isTurned ? other.height : other.width, height: isTurned ? other.width : other.height,
            page: (preview.pageWidth, preview.pageHeight))
        self = cells.turnedUpright(from: preview.turn)
    }

    private init(width: Int, height: Int, colours: [UInt8]) {
        (self.width, self.height, self.colours) = (width, height, colours)
    }

    /// - Parameter page: how many of the raster's pixels the page is wide and high.
    private init(_ raster: PlainRaster, width: Int, height: Int, page: (width: Double, height: Double)) {
        self.init(width: width, height: height, colours: [UInt8](repeating: 0, count: width * height * 3))
        let across = CellWeights(pixels: raster.width, cells: width, page: page.width)
        let down = CellWeights(pixels: raster.height, cells: height, page: page.height)
        let samples = raster.samples
        var lines = [Float](repeating: 0, count: width * height * samples)
        raster.bytes.withUnsafeBufferPointer { bytes in
            var row = [Float](repeating: 0, count: width * samples)
            for y in 0..<raster.height {
                for index in row.indices { row[index] = 0 }
                for x in 0..<raster.width {
                    let place = (y * raster.width + x) * samples
                    for share in across.shares[x] where share.weight > 0 {
                        for sample in 0..<samples {
                            row[share.cell * samples + sample] += share.weight * Float(bytes[place + sample])
                        }
                    }
                }
                for share in down.shares[y] where share.weight > 0 {
                    let start = share.cell * width * samples
                    for index in row.indices { lines[start + index] += share.weight * row[index] }
                }
            }
        }
        for cell in 0..<(width * height) {
            for sample in 0..<3 {
                let value = lines[cell * samples + min(sample, samples - 1)]
                colours[cell * 3 + sample] = UInt8(max(0, min(255, value.rounded())))
            }
        }
    }

    private func turnedUpright(from turn: QuarterTurn) -> PictureCells {
        guard turn != .none else { return self }
        let isTurned = turn.exchangesSides
        var upright = PictureCells(
            width: isTurned ? height : width, height: isTurned ? width : height, colours: colours)
        for y in 0..<upright.height {
            for x in 0..<upright.width {
                let (column, row): (Int, Int) =
                    switch turn {
                    case .none: (x, y)
                    case .clockwise90: (width - 1 - y, x)
                    case .half: (width - 1 - x, height - 1 - y)
                    case .clockwise270: (y, height - 1 - x)
                    }
                for sample in 0..<3 {
                    upright.colours[(y * upright.width + x) * 3 + sample] = colours[(row * width + column) * 3 + sample]
                }
            }
        }
        return upright
    }
}

/// How the pixels of a line are shared out among fewer cells; the shares in a cell add up to 1.
private struct CellWeights {
    struct Share {
        var cell: Int
        var weight: Float
    }

    private(set) var shares: [[Share]] = []

    /// - Parameter page: how many pixels the cells extend over; the last one reaches as far as it must.
    init(pixels: Int, cells: Int, page: Double) {
        let ratio = Double(cells) / max(page, 1)
        for pixel in 0..<pixels {
            let start = min(Double(pixel) * ratio, Double(cells))
            let end = pixel == pixels - 1 ? Double(cells) : min(Double(pixel + 1) * ratio, Double(cells))
            var own: [Share] = []
            for cell in Int(start)...max(Int(start), min(cells - 1, Int(end))) where cell < cells {
                let part = min(end, Double(cell + 1)) - max(start, Double(cell))
                if part > 0 { own.append(Share(cell: cell, weight: Float(part))) }
            }
            shares.append(own)
        }
    }
}

extension PictureCells {
    /// How far a cell's colour may lie outside what the other picture has in the cell and around it.
    private static let tolerance = 50
    /// The same for what programs make of inks, in gray.
    static let inkTolerance = 70
    /// Cells that may differ: less than a word. The seams of strips show in some, when each is scaled by itself; pages of
    /// other text differ in hundreds. On large sheets more do by chance.
    private var mostDiffering: Int { max(12, width * height / 20_000) }

    /// Whether the pictures show the same page, as far as cells can tell: they are of one size but for rounding, and
    /// every cell has the colour of the other's cell or of one beside it.
    func shows(_ other: PictureCells, tolerance: Int = Self.tolerance) -> Bool {
        guard width == other.width, height == other.height else { return false }
        return differing(from: other, tolerance) <= mostDiffering
            && other.differing(from: self, tolerance) <= mostDiffering
    }

    /// Whether the pictures are alike but for a band along the lower edge, where this one has nothing but paper and the
    /// other nothing but ink.
    func showsAsFar(as other: PictureCells) -> Bool {
        guard width == other.width, height == other.height else { return false }
        var rows = height
        while rows > 0, other.isEven(row: rows - 1, within: 0...40), isEven(row: rows - 1, within: 215...255) {
            rows -= 1
        }
        // The row of cells at the edge is partly of the band.
        guard rows < height, rows > 2 else { return false }
        return upper(rows - 1).shows(other.upper(rows - 1))
    }

    private func isEven(row: Int, within range: ClosedRange<UInt8>) -> Bool {
        colours[(row * width * 3)..<((row + 1) * width * 3)].allSatisfy(range.contains)
    }

    private func upper(_ rows: Int) -> PictureCells {
        PictureCells(width: width, height: rows, colours: Array(colours[0..<(rows * width * 3)]))
    }

    /// The same without colours.
    var gray: PictureCells {
        var gray = self
        for cell in 0..<(width * height) {
            let (red, green, blue) = (Int(colours[3 * cell]), Int(colours[3 * cell + 1]), Int(colours[3 * cell + 2]))
            let light = UInt8((30 * red + 59 * green + 11 * blue) / 100)
            for sample in 0..<3 { gray.colours[3 * cell + sample] = light }
        }
        return gray
    }

    /// How many cells have a colour that the other picture has not nearby. The outermost ones, partly off the page, do
    /// not count.
    func differing(from other: PictureCells, _ tolerance: Int = Self.tolerance) -> Int {
        var count = 0
        for y in 1..<max(2, height - 1) {
            for x in 1..<max(2, width - 1) where y < height && x < width {
                if !isNear(other, x, y, tolerance) { count += 1 }
            }
        }
        return count
    }

    /// Whether the other picture shows something, more than a letter or two, where this one has but its ground.
    func lacks(_ other: PictureCells) -> Bool {
        guard width == other.width, height == other.height, let ground else { return false }
        var count = 0
        for cell in 0..<(width * height) {
            let isGround = (0..<3).allSatisfy { abs(Int(colours[cell * 3 + $0]) - Int(ground[$0])) <= 8 }
            let isInk = (0..<3).contains { abs(Int(other.colours[cell * 3 + $0]) - Int(ground[$0])) > 24 }
            if isGround, isInk { count += 1 }
        }
        return count > mostDiffering
    }

    /// The colour of most cells.
    private var ground: [UInt8]? {
        var counts: [UInt32: Int] = [:]
        for cell in 0..<(width * height) {
            let colour = colours[(cell * 3)..<(cell * 3 + 3)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            counts[colour, default: 0] += 1
        }
        // Of equally frequent ones the lightest.
        let most = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        return most.map { [UInt8($0 >> 16), UInt8($0 >> 8 & 255), UInt8($0 & 255)] }
    }

    private func isNear(_ other: PictureCells, _ x: Int, _ y: Int, _ tolerance: Int) -> Bool {
        let own = (y * width + x) * 3
        // Mostly the cell itself will do.
        if (0..<3).allSatisfy({ abs(Int(colours[own + $0]) - Int(other.colours[own + $0])) <= tolerance }) {
            return true
        }
        for sample in 0..<3 {
            var (least, most) = (255, 0)
            for row in max(0, y - 1)...min(height - 1, y + 1) {
                for column in max(0, x - 1)...min(width - 1, x + 1) {
                    let value = Int(other.colours[(row * width + column) * 3 + sample])
                    (least, most) = (min(least, value), max(most, value))
                }
            }
            let value = Int(colours[own + sample])
            if value < least - tolerance || value > most + tolerance { return false }
        }
        return true
    }
}

/// Whether a PDF's pages look as they were read.
public struct PictureComparison: Sendable {
    private let renderer: SecondRenderer
    private let isInGray: Bool

    /// - Parameter isInGray: whether only light and dark are compared, and less strictly: of inks programs show other
    ///   colours.
    public init(renderer: SecondRenderer = SecondRenderer(), isInGray: Bool = false) {
        self.renderer = renderer
        self.isInGray = isInGray
    }

    /// The pages of a PDF that another program shows otherwise than they were read, or cannot show.
    ///
    /// - Parameters:
    ///   - previews: what was read, by 0-based page.
    ///   - inks: pages of inks, which are compared in gray.
    public func differingPages(
        in path: String, from previews: [Int: PicturePreview], inks: Set<Int> = []
    ) throws(ChildToolFault) -> [Int] {
        let pages = previews.keys.sorted()
        guard !pages.isEmpty else { return [] }
        let shown = try renderer.cells(of: path, pages: pages)
        return pages.filter { page in
            guard let cells = shown[page], let preview = previews[page], let read = PictureCells(preview, like: cells)
            else { return true }
            return isInGray || inks.contains(page)
                ? !cells.gray.shows(read.gray, tolerance: PictureCells.inkTolerance) : !cells.shows(read)
        }
    }
}
