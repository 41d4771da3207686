import CLeptonica

/// Reads single rows and columns of a page, each as the places where dark begins and ends: looking for codes along a few
/// hundred lines costs less than any picture of the page.
struct RasterLines: ~Copyable {
    enum Direction: CaseIterable {
        case across
        case down
    }

    let width: Int
    let height: Int
    private let pix: Pix
    /// Half of what a pixel's neighbourhood reaches along a line, in pixels.
    private let reach: Int

    /// By so much, of 255, a pixel is darker than its neighbourhood to be dark.
    private static let margin = 14
    /// Half of the neighbourhood in millimetres: more than the core of a finder pattern.
    private static let reachInMillimetres = 5.0

    /// `nil` when memory does not suffice.
    ///
    /// - Parameters:
    ///   - pix: 1, 8 or 32 bits are read as they are.
    ///   - dpi: its resolution.
    init?(_ pix: borrowing Pix, dpi: Int) {
        let isPlain = [1, 8, 32].contains(pix.depth) && !pix.hasColormap
        let plain = isPlain ? pix.clone() : Pix(owning: pixConvertTo8(pix.handle, 0))
        guard let plain else { return nil }
        width = plain.width
        height = plain.height
        reach = max(8, Int(Self.reachInMillimetres * Double(dpi) / 25.4))
        self.pix = plain
    }

    /// How many lines there are in a direction.
    func count(_ direction: Direction) -> Int { direction == .across ? height : width }

    /// Finds the places along a line where dark begins and ends.
    func findEdges(of line: Int, _ direction: Direction, _ room: inout LineRoom) {
        room.edges.removeAll(keepingCapacity: true)
        if pix.depth == 1, direction == .across { return findBitEdges(ofRow: line, &room.edges) }
        read(line, direction, from: 0, to: direction == .across ? width : height, &room.gray)
        if pix.depth == 1 { room.findEdges(below: 128) } else { room.findEdges(reach: reach, margin: Self.margin) }
    }

    /// Reads the brightness of a stretch of a line, 0 to 255.
    func read(_ line: Int, _ direction: Direction, from start: Int, to end: Int, _ gray: inout [UInt8]) {
        let (depth, wordsPerRow) = (pix.depth, pix.wordsPerRow)
        let count = max(0, end - start)
        if gray.count != count { gray = [UInt8](repeating: 255, count: count) }
        pix.withWords { words in
            gray.withUnsafeMutableBufferPointer { gray in
                if direction == .down {
                    Self.readColumn(words[(start &* wordsPerRow)...], line, wordsPerRow, depth, &gray)
                } else {
                    Self.readRow(words[(line &* wordsPerRow)...], from: start, depth, &gray)
                }
            }
        }
    }

    /// The pixels of a column, one in each row of words.
    private static func readColumn(
        _ words: Slice<UnsafeBufferPointer<UInt32>>, _ x: Int, _ wordsPerRow: Int, _ depth: Int,
        _ gray: inout UnsafeMutableBufferPointer<UInt8>
    ) {
        let words = UnsafeBufferPointer(rebasing: words)
        var word = depth == 1 ? x >> 5 : depth == 8 ? x >> 2 : x
        let shift = UInt32(depth == 1 ? 31 &- x & 31 : 24 &- 8 &* (x & 3))
        switch depth {
        case 1:
            for place in gray.indices {
                gray[place] = UInt8(truncatingIfNeeded: words[word] >> shift & 1) &- 1
                word &+= wordsPerRow
            }
        case 8:
            for place in gray.indices {
                gray[place] = UInt8(truncatingIfNeeded: words[word] >> shift)
                word &+= wordsPerRow
            }
        default:
            for place in gray.indices {
                gray[place] = brightness(words[word])
                word &+= wordsPerRow
            }
        }
    }

    /// The pixels of a row from a place on; the leftmost one stands in the most significant bits of a word.
    private static func readRow(
        _ words: Slice<UnsafeBufferPointer<UInt32>>, from start: Int, _ depth: Int,
        _ gray: inout UnsafeMutableBufferPointer<UInt8>
    ) {
        let words = UnsafeBufferPointer(rebasing: words)
        switch depth {
        case 1:
            for place in gray.indices {
                let x = start &+ place
                gray[place] = UInt8(truncatingIfNeeded: words[x >> 5] >> UInt32(31 &- x & 31) & 1) &- 1
            }
        case 8:
            var done = 0
            if start == 0 {
                done = gray.count & ~3
                let bytes = UnsafeMutableRawBufferPointer(gray)
                for word in 0..<gray.count / 4 {
                    bytes.storeBytes(of: words[word].bigEndian, toByteOffset: 4 &* word, as: UInt32.self)
                }
            }
            for place in done..<gray.count {
                let x = start &+ place
                gray[place] = UInt8(truncatingIfNeeded: words[x >> 2] >> UInt32(24 &- 8 &* (x & 3)))
            }
        default:
            for place in gray.indices { gray[place] = brightness(words[start &+ place]) }
        }
    }

    /// Red and green weigh most in what the eye sees.
    private static func brightness(_ pixel: UInt32) -> UInt8 {
        let sum = 5 &* (pixel >> 24) &+ 9 &* (pixel >> 16 & 255) &+ 2 &* (pixel >> 8 & 255)
        return UInt8(truncatingIfNeeded: sum >> 4)
    }

    /// Where bits change, a word at a time.
    private func findBitEdges(ofRow y: Int, _ edges: inout [Int32]) {
        let (width, wordsPerRow) = (width, pix.wordsPerRow)
        pix.withWords { words in
            var before: UInt32 = 0
            for word in 0..<(width + 31) / 32 {
                let bits = words[y &* wordsPerRow &+ word]
                var changes = bits ^ (bits >> 1 | before << 31)
                before = bits & 1
                while changes != 0 {
                    let bit = changes.leadingZeroBitCount
                    changes &= ~(0x8000_0000 >> UInt32(bit))
                    let place = word &* 32 &+ bit
                    if place < width { edges.append(Int32(truncatingIfNeeded: place)) }
                }
            }
        }
        if edges.count % 2 == 1 { edges.append(Int32(width)) }
    }
}

/// Memory for what is found along one line, used again from line to line.
struct LineRoom {
    /// Where dark begins (even indices) and ends (odd ones), in ascending order.
    var edges: [Int32] = []
    var gray: [UInt8] = []
    private var sums: [UInt32] = []
    private var isDark: [UInt8] = []

    /// Edges of what is darker than a brightness.
    mutating func findEdges(below threshold: UInt8) {
        isDark.removeAll(keepingCapacity: true)
        isDark.append(contentsOf: gray.lazy.map { $0 < threshold ? 1 : 0 })
        collectEdges()
    }

    /// Edges of what is darker, by a margin, than the mean of its neighbourhood along the line: shadows and tinted
    /// paper do no harm.
    ///
    /// - Parameter reach: pixels to either side that belong to the neighbourhood.
    mutating func findEdges(reach: Int, margin: Int) {
        let count = gray.count
        if isDark.count != count {
            isDark = [UInt8](repeating: 0, count: count)
            sums = [UInt32](repeating: 0, count: count + 1)
        }
        sumUp()
        let (reach, margin) = (min(reach, count / 2), UInt32(margin))
        guard reach > 0 else { return }
        gray.withUnsafeBufferPointer { gray in
            sums.withUnsafeBufferPointer { sums in
                isDark.withUnsafeMutableBufferPointer { isDark in
                    /// Vectors of places with neighbourhoods of one length.
                    func compare(_ places: Range<Int>, from: Int, to: Int, length: UInt32) {
                        for place in places {
                            let sum = sums[place &+ to] &- sums[place &+ from]
                            isDark[place] = (UInt32(gray[place]) &+ margin) &* length < sum ? 1 : 0
                        }
                    }
                    compare(reach..<count - reach, from: -reach, to: reach, length: UInt32(2 * reach))
                    for place in 0..<reach {
                        compare(place..<place + 1, from: -place, to: reach, length: UInt32(place + reach))
                        let end = count - 1 - place
                        compare(end..<end + 1, from: -reach, to: place + 1, length: UInt32(place + 1 + reach))
                    }
                }
            }
        }
        collectEdges()
    }

    private mutating func sumUp() {
        gray.withUnsafeBufferPointer { gray in
            sums.withUnsafeMutableBufferPointer { sums in
                var sum: UInt32 = 0
                for place in gray.indices {
                    sum &+= UInt32(gray[place])
                    sums[place &+ 1] = sum
                }
            }
        }
    }

    /// Paper is passed over eight places at a time.
    private mutating func collectEdges() {
        let count = isDark.count
        isDark.withUnsafeBytes { isDark in
            var before: UInt8 = 0
            var place = 0
            while place < count {
                if place &+ 8 <= count {
                    let eight = isDark.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    if eight == UInt64(before) &* 0x0101_0101_0101_0101 {
                        place &+= 8
                        continue
                    }
                }
                let end = min(count, place &+ 8)
                while place < end {
                    if isDark[place] != before {
                        before = isDark[place]
                        edges.append(Int32(truncatingIfNeeded: place))
                    }
                    place &+= 1
                }
            }
        }
        if edges.count % 2 == 1 { edges.append(Int32(count)) }
    }
}
