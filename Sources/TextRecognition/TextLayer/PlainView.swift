import CLeptonica
import ScannedPages

/// A page as an eye sees it, in the frame in which it is read: coloured print is dark there, and what stands light on a
/// dark ground is left as it is. For reading both are taken from the page, so that only this view tells whether words
/// of a text layer are seen that were not read.
///
/// It is made when it is first asked for.
final class PlainView {
    private let source: Pix?
    private let scale: Double
    private let page: CleanedPage
    private var made: Pix?

    /// - Parameters:
    ///   - picture: the page as stored.
    ///   - scale: the factor by which it was scaled for reading.
    ///   - page: the page as it is read.
    init(of picture: borrowing Pix, scale: Double, page: CleanedPage) {
        source = picture.clone()
        self.scale = scale
        self.page = page
    }

    /// Looks at the view.
    func look<Result>(_ body: (borrowing Pix) throws -> Result) throws -> Result {
        guard let view = try made.take() ?? make() else { return try body(page.picture) }
        let result = try body(view)
        made = consume view
        return result
    }

    private func make() throws -> Pix? {
        guard let source = source?.clone() else { return nil }
        let gray = try source.brightness().scaled(by: scale)
        let turned = try page.quarters == 0 ? gray.copied() : gray.turned(clockwise: page.quarters)
        return try page.skew == 0 ? turned : turned.straightened(by: page.skew)
    }
}

extension Pix {
    /// How bright each pixel is, in 8-bit gray.
    fileprivate func brightness() throws -> Pix {
        guard depth == 32, !hasColormap, !hasAlpha else { return try inkGray() }
        return try Pix(pixConvertRGBToLuminance(handle), from: "pixConvertRGBToLuminance")
    }
}
