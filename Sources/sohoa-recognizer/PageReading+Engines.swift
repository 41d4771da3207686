import DocumentModel
import ScannedPages
import TextRecognition

extension PageReading {
    /// A page whose text was not read: it is upright as stored for all that is known.
    init(unread page: borrowing DecodedPage, codes: BarcodeFindings) {
        self.init(
            width: page.pix.width, height: page.pix.height, dpi: page.dpi, rotation: .none, skew: 0, isBlank: false,
            barcodes: codes.barcodes, separatorTraces: codes.traces, text: PageText(), textSource: .recognized,
            fingerprint: .none, remarks: page.remarks)
    }

    /// Adds what the reader found.
    ///
    /// - Parameter ink: what the page looked like. A page of doubtful ink is blank when no sure word is on it; one
    ///   that bears writing is not, whatever could be read of it.
    mutating func take(_ read: PageRead, ink: PageInk) {
        if read.rotation == .clockwise90 || read.rotation == .clockwise270 { swap(&width, &height) }
        rotation = read.rotation
        skew = read.skew
        text = read.text
        switch ink {
        case .none: isBlank = true
        case .doubtful: isBlank = barcodes.isEmpty && !read.text.words.contains(where: \.isSure)
        case .written: isBlank = false
        }
        if isBlank { text = PageText() }
    }
}

extension Word {
    /// Whether it can hardly be dust or print shining through: two letters or figures that were read with confidence.
    var isSure: Bool {
        confidence >= 80 && text.filter { $0.isLetter || $0.isNumber }.count >= 2
    }
}
