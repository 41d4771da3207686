import CLeptonica
import DocumentModel

/// One page as a picture: shown as the file's orientation tag says, without palette or alpha.
public struct DecodedPage: ~Copyable {
    /// 1 bit (ink is 1), 8 bits gray or 32 bits colour.
    public let pix: Pix
    /// Dots per inch, the same across and down.
    public let dpi: Int
    /// Whether ``dpi`` was guessed from the paper sizes because the file gives none, or an absurd one.
    public let resolutionIsEstimated: Bool
    /// Whether it was scanned in colour.
    public let isColour: Bool
    /// The orientation that the file asks for, already obeyed in ``pix``.
    let orientation: ImageOrientation
    /// What else is worth telling of how it was decoded.
    var notes: [PageRemark] = []

    /// What a scan's quality lacks against Decree 30/2020/NĐ-CP, annex I part II.
    public var remarks: [PageRemark] {
        var remarks: [PageRemark] = []
        if dpi < 200 { remarks.append(.lowResolution) }
        if !isColour { remarks.append(.notColour) }
        if resolutionIsEstimated { remarks.append(.resolutionEstimated) }
        return remarks + notes
    }

    /// What is known of a raster's resolution, along its stored sides.
    enum Resolution {
        /// What the file states, in dots per inch across and down.
        case stated((x: Double, y: Double)?)
        /// No more than how much denser the dots lie across than down.
        case aspect(Double)
        /// The size of a PDF's page gives it.
        case page((x: Double, y: Double))
        /// It was drawn so.
        case drawn(Int)

        /// What a file states, or else no more than the ratio.
        init(_ stated: (x: Double, y: Double)?, aspect: Double?) {
            self = if stated == nil, let aspect { .aspect(aspect) } else { .stated(stated) }
        }

        fileprivate func judged(
            width: Int, height: Int, exchangesSides: Bool, reduction: Double
        ) -> ScanResolution {
            func turned(_ pair: (x: Double, y: Double)) -> (x: Double, y: Double) {
                exchangesSides ? (pair.y, pair.x) : pair
            }
            return switch self {
            case .stated(let stated):
                ScanResolution(stated: stated.map(turned), width: width, height: height, reduction: reduction)
            case .aspect(let aspect):
                ScanResolution(
                    stated: nil, aspect: exchangesSides ? 1 / aspect : aspect, width: width, height: height)
            case .page(let stated):
                ScanResolution(onPage: turned(stated), width: width, height: height, reduction: reduction)
            case .drawn(let dpi): ScanResolution(drawn: dpi)
            }
        }
    }

    /// Makes the page from the raster as stored.
    ///
    /// - Parameter reduction: how many times more pixels across the file has, where the page is read smaller.
    init(
        stored: consuming Pix, orientation: ImageOrientation, resolution: Resolution, reduction: Double = 1
    ) throws(FileFault) {
        let noMemory = FileFault(code: .tooLarge, detail: "not enough memory for the page")
        let isColour = Self.isColour(stored)
        guard let shown = Self.turned(stored, by: orientation) else { throw noMemory }
        let judged = resolution.judged(
            width: shown.width, height: shown.height, exchangesSides: orientation.exchangesSides,
            reduction: reduction)
        guard let square = Self.scaled(shown, across: judged.scaleX, down: judged.scaleY) else { throw noMemory }
        square.resolution = (judged.dpi, judged.dpi)
        self.pix = square
        self.dpi = judged.dpi
        self.resolutionIsEstimated = judged.isEstimated
        self.isColour = isColour
        self.orientation = orientation
    }

    /// A gray page stored as colour has three equal samples everywhere; a real colour scan never has.
    private static func isColour(_ pix: borrowing Pix) -> Bool {
        guard pix.depth == 32 else { return false }
        let (width, height, stride) = (pix.width, pix.height, pix.wordsPerRow)
        return pix.withWords { words in
            for y in Swift.stride(from: 0, to: height, by: 7) {
                for x in Swift.stride(from: 0, to: width, by: 3) {
                    let word = words[y * stride + x]
                    let (red, green, blue) = (word >> 24, word >> 16 & 255, word >> 8 & 255)
                    if max(red, green, blue) - min(red, green, blue) > 8 { return true }
                }
            }
            return false
        }
    }

    private static func turned(_ pix: consuming Pix, by orientation: ImageOrientation) -> Pix? {
        switch orientation {
        case .upright: return pix
        case .mirrored: return Pix(owning: pixFlipLR(nil, pix.handle))
        case .half: return Pix(owning: pixRotate180(nil, pix.handle))
        case .flipped: return Pix(owning: pixFlipTB(nil, pix.handle))
        case .turnedLeft: return Pix(owning: pixRotate90(pix.handle, 1))
        case .turnedRight: return Pix(owning: pixRotate90(pix.handle, -1))
        case .transposed:
            guard let turned = Pix(owning: pixRotate90(pix.handle, 1)) else { return nil }
            return Pix(owning: pixFlipLR(nil, turned.handle))
        case .transverse:
            guard let turned = Pix(owning: pixRotate90(pix.handle, 1)) else { return nil }
            return Pix(owning: pixFlipTB(nil, turned.handle))
        }
    }

    /// Fax pages have other resolutions across than down.
    private static func scaled(_ pix: consuming Pix, across: Double, down: Double) -> Pix? {
        guard across != 1 || down != 1 else { return pix }
        return Pix(owning: pixScale(pix.handle, Float(across), Float(down)))
    }
}
