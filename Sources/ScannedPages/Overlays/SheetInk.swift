/// The ink of an upright page in shades, for laying two scans of a sheet over each other.
public struct SheetInk: Sendable {
    let width: Int
    let height: Int
    /// Pixels a millimetre.
    let scale: Double
    /// Whether the page was scanned in black and white.
    let isBitonal: Bool
    /// 0 (paper) to 255 (black), row by row.
    let darkness: [UInt8]

    /// - Parameter darkness: `width * height` values.
    init(width: Int, height: Int, scale: Double, isBitonal: Bool, darkness: [UInt8]) {
        self.width = width
        self.height = height
        self.scale = scale
        self.isBitonal = isBitonal
        self.darkness = darkness
    }

    /// From this darkness on a pixel is ink that the other scan has to show as well.
    var level: UInt8 { isBitonal ? 128 : takesPale ? 22 : 60 }
    /// At least so dark it has to be there. Pens and ribbons fade in one scan and not in the other, and thin strokes
    /// fall between pixels.
    var faint: UInt8 { isBitonal ? 50 : 30 }
    /// Whether what is hardly darker than paper counts as ink: what shines through is no darker.
    var takesPale = false

    /// The same at a fraction of the resolution: means of squares of `factor` pixels.
    func reduced(by factor: Int) -> SheetInk {
        guard factor > 1 else { return self }
        let (columns, rows) = (max(1, width / factor), max(1, height / factor))
        var means = [UInt8](repeating: 0, count: columns * rows)
        darkness.withUnsafeBufferPointer { ink in
            for row in 0..<rows where (row + 1) * factor <= height {
                for column in 0..<columns where (column + 1) * factor <= width {
                    var sum = 0
                    for y in (row * factor)..<((row + 1) * factor) {
                        for x in (column * factor)..<((column + 1) * factor) { sum += Int(ink[y * width + x]) }
                    }
                    // Thin strokes stay visible: a quarter of a square is as good as all of it.
                    means[row * columns + column] = UInt8(min(255, 4 * sum / (factor * factor)))
                }
            }
        }
        return SheetInk(
            width: columns, height: rows, scale: scale / Double(factor), isBitonal: isBitonal, darkness: means)
    }

    /// Each pixel as dark as the darkest within so many pixels, in a square.
    func widened(by radius: Int) -> SheetInk {
        guard radius > 0 else { return self }
        var across = darkness
        var result = darkness
        let (width, height) = (width, height)
        across.withUnsafeMutableBufferPointer { across in
            darkness.withUnsafeBufferPointer { ink in
                for y in 0..<height {
                    let row = y * width
                    for shift in 1...max(1, min(radius, width - 1)) where shift < width {
                        for x in row..<(row + width - shift) {
                            across[x] = max(across[x], ink[x &+ shift])
                        }
                        for x in (row + shift)..<(row + width) {
                            across[x] = max(across[x], ink[x &- shift])
                        }
                    }
                }
            }
            result.withUnsafeMutableBufferPointer { result in
                for y in 0..<height {
                    let (top, bottom) = (max(0, y - radius), min(height - 1, y + radius))
                    for x in 0..<width { result[y * width + x] = across[top * width + x] }
                    guard top < bottom else { continue }
                    for v in (top + 1)...bottom {
                        for x in 0..<width {
                            result[y * width + x] = max(result[y * width + x], across[v * width + x])
                        }
                    }
                }
            }
        }
        return SheetInk(width: width, height: height, scale: scale, isBitonal: isBitonal, darkness: result)
    }

    /// Places of the pixels that are at least so dark, at most about `most` of them, spread evenly.
    func places(atLeast level: UInt8, most: Int = .max) -> [Place] {
        var count = 0
        for value in darkness where value >= level { count += 1 }
        let step = max(1, count / max(1, most))
        var places: [Place] = []
        places.reserveCapacity(count / step + 1)
        var index = 0
        darkness.withUnsafeBufferPointer { ink in
            for y in 0..<height {
                for x in 0..<width where ink[y * width + x] >= level {
                    if index % step == 0 { places.append(Place(x: Int32(x), y: Int32(y))) }
                    index += 1
                }
            }
        }
        return places
    }

    /// A pixel.
    struct Place {
        var x: Int32
        var y: Int32
    }

    /// The page as it shines through to the back.
    func mirrored() -> SheetInk {
        var result = darkness
        for y in 0..<height {
            for x in 0..<width { result[y * width + x] = darkness[y * width + width - 1 - x] }
        }
        return SheetInk(width: width, height: height, scale: scale, isBitonal: isBitonal, darkness: result)
    }

    /// The page upside down.
    func turnedByHalf() -> SheetInk {
        SheetInk(width: width, height: height, scale: scale, isBitonal: isBitonal, darkness: darkness.reversed())
    }
}
