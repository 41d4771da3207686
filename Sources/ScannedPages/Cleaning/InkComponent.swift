import CLeptonica
import DocumentModel

extension Pix {
    /// The boxes of the connected pieces of ink of a picture in bits, 8-connected, in no particular order.
    public func inkComponents() throws(ImageOperationFailed) -> [PixelBox] {
        var boxes = pixConnCompBB(handle, 8)
        guard boxes != nil else { throw ImageOperationFailed(operation: "pixConnCompBB") }
        defer { boxaDestroy(&boxes) }
        let count = boxaGetCount(boxes)
        var found: [PixelBox] = []
        found.reserveCapacity(Int(count))
        for index in 0..<count {
            var x: Int32 = 0
            var y: Int32 = 0
            var width: Int32 = 0
            var height: Int32 = 0
            guard boxaGetBoxGeometry(boxes, index, &x, &y, &width, &height) == 0 else { continue }
            found.append(PixelBox(x: Int(x), y: Int(y), width: Int(width), height: Int(height)))
        }
        return found
    }

    /// Paints boxes white in an 8-bit picture, each grown by a margin that takes the gray fringe along.
    public func whiten(_ boxes: [PixelBox], margin: Int) {
        for box in boxes {
            pixRasterop(
                handle, Int32(clamping: box.x - margin), Int32(clamping: box.y - margin),
                Int32(clamping: box.width + 2 * margin), Int32(clamping: box.height + 2 * margin),
                PIX_SET, nil, 0, 0)
        }
    }

    /// Pixels of ink in a box of a picture in bits.
    public func inkCount(in box: PixelBox) -> Int {
        let (left, right) = (max(0, box.x), min(width, box.maxX))
        let (top, bottom) = (max(0, box.y), min(height, box.maxY))
        guard left < right, top < bottom else { return 0 }
        let (first, last, stride) = (left / 32, (right - 1) / 32, wordsPerRow)
        let head = UInt32.max >> UInt32(left % 32)
        let tail = UInt32.max << UInt32(31 - (right - 1) % 32)
        return withWords { words in
            var count = 0
            for row in top..<bottom {
                for word in first...last {
                    var bits = words[row * stride + word]
                    if word == first { bits &= head }
                    if word == last { bits &= tail }
                    count += bits.nonzeroBitCount
                }
            }
            return count
        }
    }
}
