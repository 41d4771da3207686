import DocumentModel

/// What the readers of fields look at on a page.
struct PaperPage: Sendable {
    var text: PageText
    var barcodes: [Barcode]
    var tables: [PageTable]
    /// In pixels.
    var size: (width: Int, height: Int)

    init(_ reading: PageReading) {
        text = reading.text
        barcodes = reading.barcodes
        tables = reading.tables ?? []
        size = (reading.width, reading.height)
    }

    /// A page of which only text and barcodes are known: as large as its text with margins.
    init(text: PageText, barcodes: [Barcode]) {
        self.text = text
        self.barcodes = barcodes
        tables = []
        let boxes = text.lines.map(\.box)
        let left = max(0, boxes.map(\.x).min() ?? 0)
        let top = max(0, boxes.map(\.y).min() ?? 0)
        size = ((boxes.map(\.maxX).max() ?? 0) + left, (boxes.map(\.maxY).max() ?? 0) + top)
    }
}
