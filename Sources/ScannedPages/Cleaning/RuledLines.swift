import CLeptonica

extension Pix {
    /// The ruled lines of a page in bits: long, thin, horizontal or vertical strokes, at the page's own size.
    ///
    /// They are looked for at half scale, where that costs a quarter. A stroke counts from `shortest` on, in
    /// millimetres, and up to a thickness of 1.3 mm; what is thicker is a picture or the shadow of a page's edge.
    public func ruledLines(dpi: Int, shortest: Double = 9) throws(ImageOperationFailed) -> Pix {
        let half = try Pix(pixReduceRankBinaryCascade(handle, 1, 0, 0, 0), from: "pixReduceRankBinaryCascade")
        let dotsPerMillimetre = Double(dpi) / 25.4 / 2
        let length = max(8, Int(shortest * dotsPerMillimetre))
        let thickness = max(3, Int(1.3 * dotsPerMillimetre))
        let across = try half.strokes(.across, length: length, thinnerThan: thickness)
        let down = try half.strokes(.down, length: length, thinnerThan: thickness)
        let both = try Pix(pixOr(nil, across.handle, down.handle), from: "pixOr")
        let grown = try Pix(pixDilateBrick(nil, both.handle, 3, 3), from: "pixDilateBrick")
        let full = try Pix(pixExpandReplicate(grown.handle, 2), from: "pixExpandReplicate")
        // Only ink that is there: half scale has widened the strokes, and odd sizes must fit again.
        return try Pix(pixAnd(nil, full.handle, handle), from: "pixAnd")
    }

    private func strokes(
        _ direction: RunDirection, length: Int, thinnerThan thickness: Int
    ) throws(ImageOperationFailed) -> Pix {
        let runs = try runs(direction, atLeast: length)
        let solid = try runs.runs(direction == .across ? .down : .across, atLeast: thickness)
        return try Pix(pixSubtract(nil, runs.handle, solid.handle), from: "pixSubtract")
    }

    /// Whether a picture in bits has no ink at all.
    public var isEmpty: Bool {
        var empty: Int32 = 0
        return pixZero(handle, &empty) == 0 && empty != 0
    }

    /// Paints white, in an 8-bit picture, what a mask in bits covers, and the gray fringe around it.
    public func whiten(under mask: borrowing Pix) throws(ImageOperationFailed) {
        guard sohoa_whiten_under(handle, mask.handle) == 0 else {
            throw ImageOperationFailed(operation: "sohoa_whiten_under")
        }
    }

    /// Takes the ink under a mask out of a picture in bits.
    public func removing(_ mask: borrowing Pix) throws(ImageOperationFailed) -> Pix {
        try Pix(pixSubtract(nil, handle, mask.handle), from: "pixSubtract")
    }
}
