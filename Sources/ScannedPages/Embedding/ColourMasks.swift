/// The stencils of a drawn page's flat colours, made in one pass over its pixels.
struct ColourMasks {
    private let width: Int
    private let height: Int
    private let wordsPerRow: Int
    /// The words of the masks, one mask after the other; of the paper there is none.
    private var words: [UInt32]
    private var isEmpty: [Bool]

    /// - Parameters:
    ///   - pix: the page.
    ///   - tiles: row by row, whether a square of the page shows a picture: there the masks are clear.
    ///   - side: of these squares in pixels; a multiple of 32.
    ///   - flat: the page's colours.
    init(of pix: borrowing Pix, tiles: [Bool], side: Int, _ flat: inout FlatColours) {
        (width, height) = (pix.width, pix.height)
        wordsPerRow = (width + 31) / 32
        let (width, height, stride, depth, own) = (width, height, pix.wordsPerRow, pix.depth, wordsPerRow)
        let columns = (width + side - 1) / side
        var words = [UInt32](repeating: 0, count: own * height * (flat.colours.count - 1))
        var isEmpty = [Bool](repeating: true, count: flat.colours.count)
        pix.withWords { pixels in
            words.withUnsafeMutableBufferPointer { words in
                var (last, number) = (FlatColours.white, 0)
                for y in 0..<height {
                    for x in 0..<width {
                        let value = FlatColours.value(pixels, y &* stride, x, depth)
                        if value != last {
                            last = value
                            if case .flat(let known) = flat.kind(of: value) { number = known } else { number = 0 }
                        }
                        if number == 0 || tiles[y / side &* columns &+ x / side] { continue }
                        words[((number &- 1) &* height &+ y) &* own &+ x >> 5] |= 0x8000_0000 >> UInt32(x & 31)
                        isEmpty[number] = false
                    }
                }
            }
        }
        self.words = words
        self.isEmpty = isEmpty
    }

    /// The pixels of a colour; `nil` when there are none, or memory does not suffice.
    ///
    /// - Parameter number: of the colour, from 1 on.
    func mask(of number: Int) -> Pix? {
        guard !isEmpty[number], let mask = Pix(width: width, height: height, depth: 1) else { return nil }
        let first = (number - 1) * height * wordsPerRow
        mask.withMutableWords { target in
            for word in 0..<(height * wordsPerRow) { target[word] = words[first + word] }
        }
        return mask
    }
}
