import CLeptonica
import DocumentModel

extension PicturePreview {
    /// Writes a small copy of a page: each of its pixels is the mean of a square, so that a renderer which shows the
    /// same page at a low resolution comes to the same colours.
    ///
    /// - Throws: `unreadable_file` when `path` cannot be written; `too_large` when memory does not suffice.
    static func make(of pix: borrowing Pix, dpi: Int, path: String) throws(FileFault) -> PicturePreview {
        let side = dpi < 160 ? 2 : dpi <= 400 ? 8 : 16
        if pix.depth == 1 {
            let scaled =
                side == 2
                ? pixScaleToGray2(pix.handle) : side == 8 ? pixScaleToGray8(pix.handle) : pixScaleToGray16(pix.handle)
            guard let gray = Pix(owning: scaled) else {
                throw FileFault(code: .tooLarge, detail: "not enough memory for the page")
            }
            return try write(SquareMeans(of: gray, side: 1), of: pix, side, path)
        }
        return try write(SquareMeans(of: pix, side: side), of: pix, side, path)
    }

    private static func write(
        _ means: SquareMeans, of pix: borrowing Pix, _ side: Int, _ path: String
    ) throws(FileFault) -> PicturePreview {
        try PictureFile.write(means.bytes, to: path)
        return PicturePreview(
            path: path, width: means.width, height: means.height, samples: means.samples,
            pageWidth: Double(pix.width) / Double(side), pageHeight: Double(pix.height) / Double(side))
    }

    /// The same preview when the page was found to stand turned by so much.
    public func turned(by rotation: QuarterTurn) -> PicturePreview {
        var turned = self
        turned.turn = rotation
        return turned
    }
}

/// The means of the squares of a picture of 8 or 32 bits; what does not fill a square at the right and below is left out.
struct SquareMeans {
    let width: Int
    let height: Int
    /// 1 or 3.
    let samples: Int
    private(set) var bytes: [UInt8]

    /// - Parameter side: pixels of a square's side, 1 to 16: the sum of a column of so many samples fits in 16 bits.
    init(of pix: borrowing Pix, side: Int) {
        (width, height, samples) = (pix.width / side, pix.height / side, pix.depth == 32 ? 3 : 1)
        bytes = [UInt8](repeating: 0, count: width * height * samples)
        guard width > 0, height > 0 else { return }
        let stride = pix.wordsPerRow
        var even = [UInt32](repeating: 0, count: stride)
        var odd = even
        for row in 0..<height {
            pix.withWords { words in
                Self.sumColumns(words, from: row * side * stride, rows: side, stride: stride, &even, &odd)
            }
            samples == 3 ? colours(row, side, even, odd) : grays(row, side, even, odd)
        }
    }

    /// Sums up rows word by word; `even` holds bytes 0 and 2 from the right, `odd` bytes 1 and 3, in 16 bits each.
    private static func sumColumns(
        _ words: UnsafeBufferPointer<UInt32>, from start: Int, rows: Int, stride: Int, _ even: inout [UInt32],
        _ odd: inout [UInt32]
    ) {
        even.withUnsafeMutableBufferPointer { even in
            odd.withUnsafeMutableBufferPointer { odd in
                for x in 0..<stride {
                    even[x] = words[start + x] & 0x00FF_00FF
                    odd[x] = words[start + x] >> 8 & 0x00FF_00FF
                }
                for row in 1..<max(1, rows) {
                    let line = start + row * stride
                    for x in 0..<stride {
                        even[x] &+= words[line + x] & 0x00FF_00FF
                        odd[x] &+= words[line + x] >> 8 & 0x00FF_00FF
                    }
                }
            }
        }
    }

    private mutating func colours(_ row: Int, _ side: Int, _ even: [UInt32], _ odd: [UInt32]) {
        let area = UInt32(side * side)
        for x in 0..<width {
            var (red, green, blue): (UInt32, UInt32, UInt32) = (0, 0, 0)
            for column in (x * side)..<((x + 1) * side) {
                red += odd[column] >> 16
                blue += odd[column] & 0xFFFF
                green += even[column] >> 16
            }
            let place = 3 * (row * width + x)
            bytes[place] = UInt8(red / area)
            bytes[place + 1] = UInt8(green / area)
            bytes[place + 2] = UInt8(blue / area)
        }
    }

    private mutating func grays(_ row: Int, _ side: Int, _ even: [UInt32], _ odd: [UInt32]) {
        let area = UInt32(side * side)
        for x in 0..<width {
            var sum: UInt32 = 0
            for column in (x * side)..<((x + 1) * side) {
                let word = column % 2 == 0 ? odd[column / 4] : even[column / 4]
                sum += column % 4 < 2 ? word >> 16 : word & 0xFFFF
            }
            bytes[row * width + x] = UInt8(sum / area)
        }
    }
}
