import CLeptonica

extension Pix {
    /// Share of dark pixels from which a picture shows no sheet of paper: a negative, a scan with nothing before the
    /// open lid, a picture whose data is missing.
    private static let darkShare = 0.8

    /// Whether nearly all of the picture is black. A blank sheet is light, whatever lies around it.
    public var isMostlyDark: Bool {
        switch depth {
        case 1:
            var count: Int32 = 0
            guard pixCountPixels(handle, &count, nil) == 0 else { return false }
            return Double(count) >= Self.darkShare * Double(width) * Double(height)
        case 8: return sampledDarkness { $0[$1 + $2 / 4] >> UInt32(24 - 8 * ($2 % 4)) & 255 }
        case 32: return sampledDarkness { $0[$1 + $2] >> 16 & 255 }
        default: return false
        }
    }

    /// The picture with black and white exchanged.
    public func negative() throws(ImageOperationFailed) -> Pix { try Pix(pixInvert(nil, handle), from: "pixInvert") }

    /// Looks at every eighth pixel of every eighth row.
    ///
    /// - Parameter value: brightness of the pixel at an x within the row that begins at a word.
    private func sampledDarkness(_ value: (UnsafeBufferPointer<UInt32>, Int, Int) -> UInt32) -> Bool {
        let (width, height, words) = (width, height, wordsPerRow)
        var (dark, seen) = (0, 0)
        withWords { raster in
            for y in stride(from: 0, to: height, by: 8) {
                for x in stride(from: 0, to: width, by: 8) {
                    seen += 1
                    if value(raster, y * words, x) < 100 { dark += 1 }
                }
            }
        }
        return Double(dark) >= Self.darkShare * Double(seen)
    }
}
