/// At which resolution a page is drawn.
extension PDFPagePlan {
    /// Scans are drawn at their own resolution within these bounds.
    private static let drawnScanResolution = 150.0...400.0
    /// Pixels of the largest drawing: A0 at 200 dots per inch.
    private static let maxDrawnPixels = 64_000_000
    /// Below this many dots per inch nothing could be read of a page.
    private static let minResolution = 24.0

    /// Dots per inch that a page should have.
    func wantedResolution(standard: Double) -> Double {
        guard let own = pictureResolution, own > 0 else { return standard }
        // A photograph of a point a pixel is large on paper alone.
        let millimetres = (geometry.inches.width * 25.4, geometry.inches.height * 25.4)
        if !ScanResolution.isCredible(own, across: millimetres.0, down: millimetres.1) { return max(1, own.rounded()) }
        let bounds = Self.drawnScanResolution
        return min(max(own.rounded(), bounds.lowerBound), bounds.upperBound)
    }

    /// Dots per inch, a whole number, at which the page is drawn: large sheets at less than others, so that they can be
    /// drawn at all.
    func resolutionToDraw(standard: Double, maxPixels: Int) -> Double {
        let wanted = wantedResolution(standard: standard)
        let size = geometry.inches
        // A row and a column more may come of rounding up.
        let most = Double(min(Self.maxDrawnPixels, maxPixels)) * 0.999
        let largest = (most / max(size.width * size.height, 1e-6)).squareRoot().rounded(.down)
        return min(wanted, max(largest, Self.minResolution))
    }

    /// Pixels across and down of the page as it will be read.
    func pixels(drawingResolution: Int, maxPixels: Int) -> (width: Int, height: Int) {
        guard let scan, let width = scan.image["Width"].integer, let height = scan.image["Height"].integer else {
            return geometry.pixels(dpi: resolutionToDraw(standard: Double(drawingResolution), maxPixels: maxPixels))
        }
        // Bitonal ones are made smaller before they are read.
        var halvings = 0
        while scan.image.isBitonalPicture, (width >> halvings) * (height >> halvings) > maxPixels { halvings += 1 }
        let read = (width >> halvings, height >> halvings)
        return scan.turnToShown.exchangesSides ? (read.1, read.0) : read
    }
}
