import CLeptonica
import CZXing

/// Ways to make a poor code readable, cheapest and most promising first.
enum DecodeFallback: CaseIterable {
    /// Dots and ragged edges smoothed away.
    case coarse
    /// One threshold for the whole picture.
    case coarseGlobal
    /// Every pixel of the scan.
    case full
    /// Dots and pin holes averaged away.
    case median
    /// Thin strokes joined: closing of the ink.
    case joined
    /// Fat strokes and hairlines opened.
    case opened
    /// Fat print thinned, so that the light modules come back.
    case thinned
    /// Modules of about two pixels, in which small faults drown.
    case coarsest
    /// Every pixel of the scan, one threshold.
    case fullGlobal

    var binarizer: SohoaBinarizer {
        switch self {
        case .coarseGlobal, .fullGlobal: SOHOA_BINARIZE_GLOBAL
        case .coarse, .full, .median, .joined, .opened, .thinned, .coarsest: SOHOA_BINARIZE_LOCAL
        }
    }

    /// The picture made readable in this way.
    ///
    /// - Parameter origin: where `pix` lies on the page.
    func view(of pix: borrowing Pix, dpi: Int, origin: (x: Int, y: Int)) -> GrayView? {
        func plain(_ target: Int) -> GrayView? { GrayView(of: pix, dpi: dpi, target: target, origin: origin) }
        func filtered(_ filter: (Pix.OpaquePix) -> Pix?) -> GrayView? { self.filtered(pix, dpi, origin, filter) }
        switch self {
        case .coarse, .coarseGlobal: return plain(150)
        case .full, .fullGlobal: return plain(max(dpi, 1))
        case .coarsest: return plain(70)
        case .median: return filtered { Pix(owning: pixMedianFilter($0, 5, 5)) }
        // On gray, ink is dark: opening the light joins the ink, closing the light opens it.
        case .joined: return filtered { Pix(owning: pixOpenGray($0, 5, 5)) }
        case .opened: return filtered { Pix(owning: pixCloseGray($0, 5, 5)) }
        case .thinned: return filtered { Pix(owning: pixDilateGray($0, 5, 5)) }
        }
    }

    private func filtered(
        _ pix: borrowing Pix, _ dpi: Int, _ origin: (x: Int, y: Int), _ filter: (Pix.OpaquePix) -> Pix?
    ) -> GrayView? {
        let target = 200
        let factor = max(1, Double(dpi) / Double(target))
        guard let gray = GrayView.reduced(pix, by: factor), let clean = filter(gray.handle) else { return nil }
        return GrayView(of: clean, reduction: Double(pix.width) / Double(max(1, clean.width)), origin: origin)
    }
}
