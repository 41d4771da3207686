import CLeptonica

extension Pix {
    /// The 8-bit page with its ground evened out to white: shadows, yellowed paper and bleed-through go, print stays.
    public func withWhiteBackground() throws(ImageOperationFailed) -> Pix {
        let gamma: Float = 1
        let black: Int32 = 70
        let white: Int32 = 190
        // A page smaller than one of Leptonica's map tiles has no background to measure.
        guard width >= 64, height >= 64,
            let cleaned = Pix(owning: pixCleanBackgroundToWhite(handle, nil, nil, gamma, black, white))
        else { return try copied() }
        return cleaned
    }
}
