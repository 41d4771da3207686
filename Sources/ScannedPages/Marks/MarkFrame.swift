import DocumentModel
import Foundation

/// Leads from an upright page to its small, straight picture and back.
struct MarkFrame: Hashable, Sendable {
    /// Pixels of the small picture for one of the page.
    let scale: Double
    private let middleX: Double
    private let middleY: Double
    /// The turn as two moves, of rows sideways and then of columns up or down, which leave no holes between pixels.
    private let rowMove: Double
    private let columnMove: Double

    /// - Parameters:
    ///   - width: of the small picture.
    ///   - skew: of the upright page in degrees, clockwise.
    init(width: Int, height: Int, scale: Double, skew: Double) {
        self.scale = scale
        middleX = Double(width) / 2
        middleY = Double(height) / 2
        let radians = skew * .pi / 180
        rowMove = tan(radians)
        columnMove = sin(radians) * cos(radians)
    }

    /// Where a pixel of the small upright picture stands when the skew is undone.
    func straight(x: Int, y: Int) -> (x: Int, y: Int) {
        let acrossed = x + Int((rowMove * (Double(y) - middleY)).rounded())
        return (acrossed, y - Int((columnMove * (Double(acrossed) - middleX)).rounded()))
    }

    /// A box on the upright page as it stands on the small, straight picture.
    func onSheet(_ box: PixelBox) -> PixelBox {
        let dx = box.midX * scale - middleX
        let dy = box.midY * scale - middleY
        let x = dx + rowMove * dy
        return boxAround(
            x: middleX + x, y: middleY + dy - columnMove * x, width: Double(box.width) * scale,
            height: Double(box.height) * scale)
    }

    /// The other way round.
    func onPage(_ box: PixelBox) -> PixelBox {
        let x = box.midX - middleX
        let dy = box.midY - middleY + columnMove * x
        return boxAround(
            x: (middleX + x - rowMove * dy) / scale, y: (middleY + dy) / scale, width: Double(box.width) / scale,
            height: Double(box.height) / scale)
    }

    private func boxAround(x: Double, y: Double, width: Double, height: Double) -> PixelBox {
        let left = (x - width / 2).rounded()
        let top = (y - height / 2).rounded()
        return PixelBox(
            x: Int(left), y: Int(top), width: Int((x + width / 2).rounded() - left),
            height: Int((y + height / 2).rounded() - top))
    }
}
