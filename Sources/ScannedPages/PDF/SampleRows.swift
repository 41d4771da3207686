/// Pictures from rows of samples, as netpbm's files and undone PDF pictures have them: from top to bottom, each row
/// beginning with a new byte.
enum SampleRows {
    /// What a sample is.
    enum Kind {
        /// A bit a pixel, 1 for white.
        case bits
        /// A byte a pixel, 255 for white.
        case gray
        /// Red, green and blue, a byte each.
        case colour

        /// Bytes of a row of so many pixels.
        func bytes(width: Int) -> Int {
            switch self {
            case .bits: (width + 7) / 8
            case .gray: width
            case .colour: 3 * width
            }
        }

        fileprivate var depth: Int {
            switch self {
            case .bits: 1
            case .gray: 8
            case .colour: 32
            }
        }
    }

    /// The picture of so many rows.
    ///
    /// - Parameter read: puts the samples of the row with this number into the buffer; `false` when there are none.
    /// - Returns: `nil` when rows are missing, sizes are not positive or memory does not suffice.
    static func picture(
        _ kind: Kind, width: Int, height: Int, row read: (Int, UnsafeMutableBufferPointer<UInt8>) -> Bool
    ) -> Pix? {
        guard let pix = Pix(width: width, height: height, depth: kind.depth) else { return nil }
        let row = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: kind.bytes(width: width))
        defer { row.deallocate() }
        row.initialize(repeating: 0)
        let stride = pix.wordsPerRow
        let isWhole = pix.withMutableWords { words in
            for y in 0..<height {
                guard read(y, row) else { return false }
                let line = UnsafeMutableBufferPointer(rebasing: words[(y * stride)..<((y + 1) * stride)])
                fill(line, kind, UnsafeBufferPointer(row), width)
            }
            return true
        }
        guard isWhole else { return nil }
        return pix
    }

    private static func fill(
        _ words: UnsafeMutableBufferPointer<UInt32>, _ kind: Kind, _ row: UnsafeBufferPointer<UInt8>, _ width: Int
    ) {
        switch kind {
        case .colour:
            for x in 0..<width {
                words[x] = UInt32(row[3 * x]) << 24 | UInt32(row[3 * x + 1]) << 16 | UInt32(row[3 * x + 2]) << 8
            }
        case .gray:
            for (x, gray) in row.enumerated() { words[x / 4] |= UInt32(gray) << UInt32(24 - 8 * (x % 4)) }
        case .bits:
            // Leptonica's ones are black.
            for (x, bits) in row.enumerated() { words[x / 4] |= UInt32(~bits) << UInt32(24 - 8 * (x % 4)) }
            let rest = width % 32
            if rest > 0 { words[width / 32] &= ~UInt32(0) << UInt32(32 - rest) }
        }
    }
}
