import CLeptonica

extension Pix {
    /// The 8-bit page with its ground evened out to white: shadows, yellowed paper and bleed-through go, print stays.
    public func withWhiteBackground() throws(ImageOperationFailed) -> Pix {
        // A page smaller than one of Leptonica's map tiles has no background to measure.
        guard width >= 64, height >= 64,
            let cleaned = Pix(owning: sohoa_white_ground(handle))
        else { return try copied() }
        return cleaned
    }
}
