import CLeptonica
import DocumentModel

extension Pix {
    /// Long, about straight strokes of a page in bits, each as the box around it; they may lean a few degrees, as the
    /// frame of a stamp does that was put on by hand.
    public struct LongStrokes: Sendable {
        /// Strokes that run across, less than 4 mm high.
        public var across: [PixelBox]
        /// Strokes that run down, less than 4 mm wide.
        public var down: [PixelBox]
    }

    /// Finds long strokes, at half scale.
    public func longStrokes(dpi: Int) throws(ImageOperationFailed) -> LongStrokes {
        let half = try Pix(pixReduceRankBinaryCascade(handle, 1, 0, 0, 0), from: "pixReduceRankBinaryCascade")
        let millimetre = Double(dpi) / 25.4 / 2
        return LongStrokes(
            across: try half.strokes(millimetre: millimetre, isAcross: true),
            down: try half.strokes(millimetre: millimetre, isAcross: false))
    }

    /// Thickens, bridges gaps of 1.2 mm, keeps runs from 6 mm on and joins those that follow each other.
    private func strokes(millimetre: Double, isAcross: Bool) throws(ImageOperationFailed) -> [PixelBox] {
        let gap = max(2, Int(1.2 * millimetre))
        let run = max(8, Int(6 * millimetre))
        let (reach, spread) = (max(3, Int(2.5 * millimetre)), max(3, Int(0.8 * millimetre)))
        let bridge = isAcross ? "d1.3 + c\(gap).1" : "d3.1 + c1.\(gap)"
        let bridged = try Pix(pixMorphSequence(handle, bridge, 0), from: "pixMorphSequence")
        let long = try bridged.runs(isAcross ? .across : .down, atLeast: run)
        let (width, height) = isAcross ? (reach, spread) : (spread, reach)
        let joined = try Pix(
            pixDilateBrick(nil, long.handle, Int32(clamping: width), Int32(clamping: height)), from: "pixDilateBrick")
        return try joined.inkComponents().filter {
            Double(isAcross ? $0.height : $0.width) < 4 * millimetre
        }.map { PixelBox(x: 2 * $0.x, y: 2 * $0.y, width: 2 * $0.width, height: 2 * $0.height) }
    }
}
