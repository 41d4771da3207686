import DocumentModel
import Dossiers
import ScannedPages
import TextRecognition

extension PageReading {
    /// A page that nobody has looked at: it is upright as stored for all that is known.
    init(unread page: borrowing DecodedPage, remarks: [PageRemark]) {
        self.init(
            width: page.pix.width, height: page.pix.height, dpi: page.dpi, rotation: .none, skew: 0, isBlank: false,
            barcodes: [], separatorTraces: SeparatorTraces(), text: PageText(), textSource: .recognized,
            fingerprint: .none, remarks: remarks)
    }

    /// Whether it is a separator sheet as this program prints them, so that there is nothing to read.
    var isOwnSheet: Bool {
        let places = (codePlaces ?? []).filter { SeparatorPayload($0.payload) != nil }
        return Set(places.map(\.payload)).count == 1 && OwnSheetLayout.matches(places)
            && !separatorTraces.hasDefacedArea
    }

    /// Whether it is a separator sheet with its code, whoever printed it and whether the register knows the case or
    /// not.
    var isSeparator: Bool {
        if case .separator = PageEvidence.Kind(reading: self, isGenuine: { _ in true }) { true } else { false }
    }

    /// The largest separator's code on the page, when all are of one component and none is hidden.
    var largestSheetCode: CodePlace? {
        let places = (codePlaces ?? []).filter { SeparatorPayload($0.payload) != nil && $0.angle != nil }
        guard Set(places.map(\.payload)).count == 1, !separatorTraces.hasDefacedArea else { return nil }
        return places.max { $0.side < $1.side }
    }

    /// Whether a code or what is left of one is on the page.
    var bearsCode: Bool { !barcodes.isEmpty || separatorTraces != SeparatorTraces() }

    /// Whether a document may hold it. Should a person find a blank page left out wrongly, its picture is extracted
    /// then.
    var needsPicture: Bool { !isBlank && !isSeparator }

    /// Adds what the reader found.
    ///
    /// Unread is not empty: a page is blank only when all that is on it was seen to shine through from the back. Where
    /// hardly anything is and nothing was read surely, the page says so and is kept.
    ///
    /// - Parameter ink: what the page looked like.
    mutating func take(_ read: PageRead, ink: PageInk) {
        isBlank = read.isOnlyBleedThrough
        let isUnread =
            switch ink {
            case .none, .doubtful: !read.text.words.contains(where: \.isSure)
            // Some crumbs read as letters.
            case .letters: read.text.words.count < 12 && !read.text.words.contains(where: \.isSure)
            case .written: false
            }
        if isUnread || read.mayBeOnlyBleedThrough, !isBlank, !bearsCode { remarks.append(.likelyBlank) }
        if isBlank { return }
        turn(read.rotation)
        skew = read.skew
        text = read.text
        textSource = read.layerUse == .none ? .recognized : .embedded
    }

    /// Says how the upright page is turned in its file; `nil` where nobody knows.
    mutating func turn(_ turn: QuarterTurn?) {
        guard let turn else { return }
        if turn == .clockwise90 || turn == .clockwise270 { swap(&width, &height) }
        rotation = turn
    }
}

extension Word {
    /// Whether it can hardly be dust or print shining through: two letters or figures that were read with confidence.
    var isSure: Bool {
        confidence >= 80 && text.count { $0.isLetter || $0.isNumber } >= 2
    }
}

extension EmbeddableImage {
    /// The same picture when it was found to stand turned by so much, besides what the file said.
    func turned(by rotation: QuarterTurn) -> EmbeddableImage {
        var image = self
        // Layers lie on the page as the file shows it, a single picture as it is stored.
        image.turn = layers == nil ? rotation.then(turn) : rotation
        image.preview = preview?.turned(by: rotation)
        return image
    }
}
