import DocumentModel

/// Finds what an office or a person put on a paper: round seals, stamps of arrival, signatures.
///
/// Everything is looked for in a small picture of the page from which the print that was read is taken out. A seal is a
/// ring, of which parts may be missing; a signature is what has been written where a paper wants one, or a stroke that
/// looks like one elsewhere. What is not sure is told as such, by its confidence.
public struct PaperMarks {
    private let sheet: MarkSheet
    private let places: [SigningPlace]
    private let stamps: [PaperMark]
    /// Frames in the colour of stamps.
    private let frames: [PixelBox]

    /// - Parameters:
    ///   - levelled: the page as stored, made small.
    ///   - pix: the same page as stored, for its colours.
    ///   - dpi: its resolution in dots per inch.
    ///   - reading: what was read from it: text, rotation and skew.
    ///   - stamps: boxes of stamps of arrival that were found by their words, on the upright page.
    public init(
        _ levelled: borrowing LevelledPage, of pix: borrowing Pix, dpi: Int, reading: PageReading, stamps: [PixelBox]
    ) {
        var sheet = MarkSheet(levelled, of: pix, dpi: dpi, rotation: reading.rotation, skew: reading.skew)
        frames = ColouredFrame.found(on: sheet).map(\.box)
        sheet.erase(reading.text)
        sheet.erase(stamps.map(sheet.frame.onSheet))
        self.sheet = sheet
        self.stamps = stamps.map { PaperMark(kind: .receivedStamp, box: $0, confidence: Self.readStamp) }
        places = SigningPlaces(reading.text, on: sheet).found()
    }

    /// The marks: seals, then stamps, then signatures.
    public func found() -> [PaperMark] {
        let seals = RoundSeal.found(on: sheet).compactMap { seal in
            confidence(of: seal).map { (seal: seal, mark: mark(.seal, seal.box, $0)) }
        }
        let sureSeals = seals.filter(\.mark.isSure).map(\.seal)
        var rest = sheet
        for seal in sureSeals { rest.erase(seal) }
        rest.erase(frames)
        let signatures = SignatureMarks(on: rest, seals: sureSeals).found(in: places)
        return seals.map(\.mark) + stamps + frames.map { mark(.receivedStamp, $0, Self.unreadStamp) }
            + signatures.map { mark(.signature, $0.box, $0.confidence) }
    }

    private func mark(_ kind: PaperMark.Kind, _ box: PixelBox, _ confidence: Double) -> PaperMark {
        PaperMark(kind: kind, box: sheet.frame.onPage(box), confidence: confidence)
    }

    /// `nil` for rings that photographs, codes, tables and flourishes make as well.
    private func confidence(of seal: RoundSeal) -> Double? {
        // A faint ring needs other evidence: its colour, or that it is where offices put their seals.
        let isExpected = seal.red >= 0.5 || places.contains { $0.box.gap(to: seal.box) == 0 }
        return switch seal.contrast {
        case 0.6...: 95
        case 0.42...: isExpected ? 88 : 60
        case 0.4...: 50
        default: nil
        }
    }

    /// A frame with the words of a stamp of arrival is one.
    private static let readStamp = 92.0
    /// A coloured frame may be another stamp as well.
    private static let unreadStamp = 60.0
}
