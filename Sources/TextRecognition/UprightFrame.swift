import DocumentModel
import Foundation

/// Leads boxes from the picture that is read (scaled and deskewed) back to the upright page.
struct UprightFrame: Hashable, Sendable {
    /// Size of the upright page in pixels.
    var pageWidth: Int
    var pageHeight: Int
    /// Size of the picture that is read.
    var readWidth: Int
    var readHeight: Int
    /// Pixels of the picture that is read for one of the page.
    var scale: Double
    /// Skew of the page in degrees, clockwise.
    var skew: Double

    /// The box of the same size on the page, its centre turned back by the skew about the page's centre.
    func onPage(_ box: PixelBox) -> PixelBox {
        let radians = skew * .pi / 180
        let dx = (box.midX - Double(readWidth) / 2) / scale
        let dy = (box.midY - Double(readHeight) / 2) / scale
        let x = Double(pageWidth) / 2 + dx * cos(radians) - dy * sin(radians)
        let y = Double(pageHeight) / 2 + dx * sin(radians) + dy * cos(radians)
        let width = Double(box.width) / scale
        let height = Double(box.height) / scale
        let left = (x - width / 2).rounded()
        let top = (y - height / 2).rounded()
        return PixelBox(x: Int(left), y: Int(top), width: Int(width.rounded()), height: Int(height.rounded()))
    }

    /// Where a box on the upright page lies in the picture that is read: what ``onPage(_:)-(PixelBox)`` undoes.
    func onReading(_ box: PixelBox) -> PixelBox {
        let radians = skew * .pi / 180
        let dx = box.midX - Double(pageWidth) / 2
        let dy = box.midY - Double(pageHeight) / 2
        let x = Double(readWidth) / 2 + scale * (dx * cos(radians) + dy * sin(radians))
        let y = Double(readHeight) / 2 + scale * (dy * cos(radians) - dx * sin(radians))
        let width = Double(box.width) * scale
        let height = Double(box.height) * scale
        return PixelBox(
            x: Int((x - width / 2).rounded()), y: Int((y - height / 2).rounded()), width: Int(width.rounded()),
            height: Int(height.rounded()))
    }

    /// A line with all its boxes on the page.
    func onPage(_ line: TextLine) -> TextLine {
        var line = line
        for index in line.words.indices { line.words[index].box = onPage(line.words[index].box) }
        line.box = onPage(line.box)
        return line
    }
}
