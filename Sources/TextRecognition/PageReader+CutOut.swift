import ScannedPages

extension PageReader {
    /// The resolution at which a page is read: what was given, unless the page is a cut-out whose letters would then be
    /// larger than print. How large such a picture is on paper the file does not tell, its letters do.
    ///
    /// - Parameters:
    ///   - picture: the page as stored, any depth.
    ///   - dpi: its resolution as far as the file tells.
    static func credibleResolution(of picture: borrowing Pix, dpi: Int) throws(ImageOperationFailed) -> Int {
        guard picture.width * picture.height <= maxPixelsOfCutOut else { return dpi }
        let pieces = try picture.inkGray().withWhiteBackground().ink(darkerThan: CleanedPage.inkThreshold)
            .inkComponents()
        let letters = pieces.filter { piece in
            piece.height >= leastLetter && 4 * piece.height <= 3 * picture.height && piece.width <= 3 * piece.height
        }
        guard letters.count >= fewestLetters else { return dpi }
        let height = letters.map { Double($0.height) }.median
        guard height * 25.4 > largestPrint * Double(dpi) else { return dpi }
        return Int((height * 25.4 / usualPrint).rounded())
    }

    /// A quarter of an A4 at 200 dots per inch.
    private static let maxPixelsOfCutOut = 1_000_000
    /// Pixels below which a piece is a mark or a speck, and pieces that make up a word.
    private static let (leastLetter, fewestLetters) = (10, 4)
    /// Millimetres: letters of a line are hardly taller, the letters of usual print are on average so tall.
    private static let (largestPrint, usualPrint) = (6.0, 2.4)
}
