import Basics
import Dossiers

/// A label for a parcel.
public struct ShippingLabel: Hashable, Sendable {
    public var tracking: String
    /// The post's service, as in `EMS`.
    public var service: String
    public var sender: PostalParty
    /// Its province stands in large letters.
    public var recipient: PostalParty
    /// The cases whose papers are in the parcel.
    public var cases: [CaseCode]
    /// In grams.
    public var weight: Int
    /// What the post collects from the recipient; zero says so.
    public var toCollect: Dong

    public init(
        tracking: String, service: String, sender: PostalParty, recipient: PostalParty, cases: [CaseCode], weight: Int,
        toCollect: Dong
    ) {
        self.tracking = tracking
        self.service = service
        self.sender = sender
        self.recipient = recipient
        self.cases = cases
        self.weight = weight
        self.toCollect = toCollect
    }

    /// What labels are printed on.
    public enum Format: Hashable, Sendable {
        /// Rolls of 100 × 150 mm.
        case large
        /// Rolls of 100 × 75 mm.
        case small
        /// A4 sheets of two by four labels, of which the first `used` are gone already.
        case sheet(used: Int)
    }

    /// The most labels that a file may have.
    public static let limit = 10_000

    /// Writes labels as a PDF; an older file at the path is replaced once the new one is whole.
    ///
    /// - Parameter created: the moment that the file bears; the same labels and moment give the same bytes.
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    public static func write(
        _ labels: [ShippingLabel], format: Format, to path: String, created: Instant
    ) throws(SheetFault) {
        try SheetLimits.check(count: labels.count, most: limit)
        let grid = LabelGrid(format)
        try SheetFile.write(to: path, title: "Nhãn bưu gửi", page: grid.page, created: created) {
            canvas throws(SheetFault) in
            for (index, label) in labels.enumerated() {
                let place = index + grid.used
                if index > 0, place.isMultiple(of: grid.frames.count) { canvas.endPage() }
                try LabelDrawing(label, frame: grid.frames[place % grid.frames.count]).draw(on: canvas)
            }
            canvas.endPage()
        }
    }
}

/// Where labels stand on a page.
struct LabelGrid {
    let page: PageSize
    /// What may be printed on of each label.
    let frames: [Frame]
    /// Labels of the first page that are gone.
    let used: Int

    init(_ format: ShippingLabel.Format) {
        switch format {
        case .large: self.init(page: PageSize(width: 100, height: 150), across: 1, down: 1, used: 0)
        case .small: self.init(page: PageSize(width: 100, height: 75), across: 1, down: 1, used: 0)
        case .sheet(let used): self.init(page: .a4, across: 2, down: 4, used: min(7, max(0, used)))
        }
    }

    private init(page: PageSize, across: Int, down: Int, used: Int) {
        self.page = page
        self.used = used
        let (width, height) = (page.width / Double(across), page.height / Double(down))
        // Office printers leave out a few millimetres at the edge of the sheet.
        let margin = across > 1 ? 5.0 : 4.0
        frames = (0..<across * down).map { place in
            Frame(
                x: Double(place % across) * width, y: Double(place / across) * height, width: width, height: height
            ).inset(by: margin)
        }
    }
}
