import CLeptonica

extension Pix {
    /// The direction of the text lines in degrees, clockwise positive, or `nil` when no direction stands out.
    ///
    /// Looks within 9 degrees at a quarter, then at half scale. The picture is in bits and its lines run about
    /// horizontally.
    public func skewOfLines() -> Double? {
        var correction: Float = 0
        var confidence: Float = 0
        let failed = pixFindSkewSweepAndSearch(handle, &correction, &confidence, 4, 2, 9, 1, 0.01)
        guard failed == 0, confidence >= Self.leastSkewConfidence, correction.isFinite else { return nil }
        return -Double(correction)
    }

    /// Below this ratio of the best to the worst direction Leptonica's own documentation calls the angle doubtful.
    private static var leastSkewConfidence: Float { 3 }

    /// The 8-bit picture turned against a skew about its centre, on a canvas that holds all of it; new ground is white.
    public func straightened(by skew: Double) throws(ImageOperationFailed) -> Pix {
        let angle = Float(-skew * .pi / 180)
        // What is turned further loses too much in two passes.
        guard abs(angle) <= 0.3 else { return try deskewed(by: skew) }
        return try Pix(sohoa_straightened(handle, angle), from: "sohoa_straightened")
    }

    /// The same by area mapping: any angle, five times the time.
    public func deskewed(by skew: Double) throws(ImageOperationFailed) -> Pix {
        let radians = Float(-skew * .pi / 180)
        let turned = pixRotate(
            handle, radians, Int32(L_ROTATE_AREA_MAP), Int32(L_BRING_IN_WHITE), Int32(width), Int32(height))
        return try Pix(turned, from: "pixRotate")
    }
}
