import DocumentModel
import ScannedPages

/// A page made ready for reading: turned, deskewed, its ground white, ruled lines and leaders out, its lines found.
final class CleanedPage {
    /// 8-bit gray, deskewed; what the network reads from.
    let picture: Pix
    /// Resolution of ``picture`` in dots per inch.
    let dpi: Int
    /// Clockwise quarter turns that the scan was given to become ``picture``.
    let quarters: Int
    /// Skew that was undone after turning, degrees, clockwise.
    let skew: Double
    /// The connected pieces of ink in ``picture`` without rules and leaders.
    let components: [PixelBox]
    /// Frames that may be stamps of arrival.
    let stamps: [ReceivedStamp]
    /// Drawings in ``picture``: what long strokes that are no rules span.
    var figures: [PixelBox] { Drawings.found(among: components, dpi: dpi) }
    /// Tables with ruled lines in ``picture``.
    let tables: [RuledTable]
    /// Squares of forms, empty or ticked, in ``picture``.
    let checkboxes: [FoundCheckbox]
    /// The lines of print in ``picture``.
    let lines: [FoundLine]
    /// Length of all leaders, the dots to write on, in widths of ``picture``.
    let leaders: Double

    /// - Parameters:
    ///   - gray: the scan in 8-bit gray on white ground.
    ///   - quarters: clockwise turns after which its text runs about horizontally.
    convenience init(gray: borrowing Pix, dpi: Int, quarters: Int) throws(ImageOperationFailed) {
        try self.init(gray: gray, ink: gray.ink(darkerThan: Self.inkThreshold), dpi: dpi, quarters: quarters)
    }

    /// - Parameters:
    ///   - gray: the scan in 8-bit gray on white ground.
    ///   - scanInk: its ink in bits, which is not changed.
    ///   - quarters: clockwise turns after which its text runs about horizontally.
    convenience init(
        gray: borrowing Pix, ink scanInk: borrowing Pix, dpi: Int, quarters: Int
    ) throws(ImageOperationFailed) {
        let turnedInk = try scanInk.turned(clockwise: quarters)
        let found = turnedInk.skewOfLines() ?? 0
        let skew = abs(found) > Self.minSkew ? found : 0
        let picture = try gray.straightened(quarters: quarters, skew: skew)
        var ink = try skew == 0 ? turnedInk : picture.ink(darkerThan: Self.inkThreshold)
        let stamps = ReceivedStamp.candidates(in: try ink.longStrokes(dpi: dpi), dpi: dpi)
        let rules = try ink.ruledLines(dpi: dpi)
        try CrossedRules(ink: ink, dpi: dpi).free(rules)
        let tables = RuledTable.found(in: rules, dpi: dpi)
        if !rules.isEmpty {
            try picture.whiten(under: rules)
            ink = try ink.removing(rules)
        }
        var components = try ink.inkComponents()
        components = components.removing(at: OrnamentFrame.indices(in: components, dpi: dpi))
        let holes = PunchHoles.found(among: components, ink: ink, dpi: dpi)
        picture.whiten(holes, margin: 2)
        components.removeAll(where: Set(holes).contains)
        var checkboxes: [FoundCheckbox] = []
        var length = 0
        if let height = LineFinder.medianLetterHeight(of: components, dpi: dpi) {
            let leaders = Leaders(letterHeight: height).indices(in: components)
            picture.whiten(leaders.map { components[$0] }, margin: 1)
            length = leaders.reduce(0) { $0 + components[$1].width + Int(0.3 * height) }
            components = components.removing(at: leaders)
            let boxes = Checkboxes(letterHeight: height).found(among: components, ink: ink)
            checkboxes = boxes.map { FoundCheckbox(box: $0, isTicked: Checkboxes.isTicked($0, ink)) }
            picture.whiten(boxes, margin: 2)
            components.removeAll { piece in boxes.contains { $0.holdsCentre(of: piece) } }
        }
        self.init(
            picture: picture, dpi: dpi, quarters: quarters, skew: skew, components: components, stamps: stamps,
            tables: tables, checkboxes: checkboxes, leaders: Double(length) / Double(gray.width))
    }

    private init(
        picture: consuming Pix, dpi: Int, quarters: Int, skew: Double, components: [PixelBox], stamps: [ReceivedStamp],
        tables: [RuledTable], checkboxes: [FoundCheckbox], leaders: Double
    ) {
        self.leaders = leaders
        self.checkboxes = checkboxes
        self.tables = tables
        self.stamps = stamps
        self.picture = picture
        self.dpi = dpi
        self.quarters = quarters
        self.skew = skew
        self.components = components
        let lines = StepTimes.measure(.findLines) { LineFinder(components: components, dpi: dpi)?.lines() ?? [] }
        let longest = lines.count > Self.maxLines ? lines.sorted { $0.letterCount > $1.letterCount } : lines
        self.lines = Array(longest.prefix(Self.maxLines))
    }

    /// The same page turned by a half; its skew stays what it is.
    func upsideDown() throws(ImageOperationFailed) -> CleanedPage {
        let (width, height) = (picture.width, picture.height)
        func turned(_ box: PixelBox) -> PixelBox {
            PixelBox(x: width - box.maxX, y: height - box.maxY, width: box.width, height: box.height)
        }
        return CleanedPage(
            picture: try picture.turned(clockwise: 2), dpi: dpi, quarters: (quarters + 2) % 4, skew: skew,
            components: components.map(turned), stamps: stamps.map { ReceivedStamp(box: turned($0.box)) },
            tables: tables.reversed().map { $0.upsideDown(width: width, height: height) },
            checkboxes: checkboxes.map { FoundCheckbox(box: turned($0.box), isTicked: $0.isTicked) }, leaders: leaders)
    }

    /// How the upright page is turned in the scan.
    var rotation: QuarterTurn { QuarterTurn(rawValue: (4 - quarters) % 4 * 90) ?? .none }

    /// Leads boxes in ``picture`` back to the upright page of a scan.
    func frame(of scan: borrowing Pix, scale: Double) -> UprightFrame {
        let isSideways = quarters % 2 == 1
        return UprightFrame(
            pageWidth: isSideways ? scan.height : scan.width, pageHeight: isSideways ? scan.width : scan.height,
            readWidth: picture.width, readHeight: picture.height, scale: scale, skew: skew)
    }

    /// Halftones and noise can look like thousands of short lines; a large table has some hundreds of cells.
    private static let maxLines = 1500
    /// Gray below this is ink when pieces are looked for: small print of cards and photographs is pale; from 190 on
    /// letters run together.
    static let inkThreshold = 170
    /// A skew below this does the reader no harm, while turning a page by it blurs and costs time.
    static let minSkew = 0.2
}

extension Pix {
    /// A picture of its own, turned clockwise by quarters, then against a skew.
    fileprivate func straightened(quarters: Int, skew: Double) throws(ImageOperationFailed) -> Pix {
        if quarters == 0 { return try skew == 0 ? copied() : straightened(by: skew) }
        let turned = try turned(clockwise: quarters)
        return try skew == 0 ? turned : turned.straightened(by: skew)
    }
}

extension Array {
    /// The elements whose indices are not in an ascending list.
    func removing(at indices: [Int]) -> [Element] {
        var kept: [Element] = []
        kept.reserveCapacity(count - indices.count)
        var next = indices.startIndex
        for (index, element) in enumerated() {
            if next < indices.endIndex, indices[next] == index { next += 1 } else { kept.append(element) }
        }
        return kept
    }
}
