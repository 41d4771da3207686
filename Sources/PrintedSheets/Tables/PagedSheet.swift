/// Which page of how many.
struct PageNumber: Hashable, Sendable {
    /// From 1.
    var number: Int
    var count: Int

    var isFirst: Bool { number == 1 }
    var isLast: Bool { number == count }
    var text: String { "Trang \(number)/\(count)" }
}

/// Where the rows of a sheet go.
struct SheetPlan: Sendable {
    /// The rows of each page.
    var pages: [Range<Int>]
    /// The height of each row in millimetres.
    var heights: [Double]
    /// Height of what stands below the last row, in millimetres.
    var closing: Double
    /// Whether all of it stands within one frame.
    var fitsOnePage: Bool
}

/// A sheet with a head, a table of any length and what stands below it, on as many pages as it needs.
protocol PagedSheet {
    /// What it may use of each page.
    var frame: Frame { get }
    var table: Table { get }
    var rowCount: Int { get }

    func cells(of row: Int) throws(SheetFault) -> [TableCell]

    /// The row that brings or hands on what the rows above amount to; `nil` for sheets without sums.
    ///
    /// - Parameter row: the first row that is not counted.
    func carriedCells(before row: Int, isHandedOn: Bool) -> [TableCell]?

    /// Draws what stands above the table, from the top of the frame.
    ///
    /// - Returns: the first free y.
    func drawHead(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault) -> Double

    /// Draws what stands below the last row.
    ///
    /// - Parameter spare: height that stays free below it, which it may take.
    /// - Returns: the first free y.
    func drawClosing(on canvas: borrowing PDFCanvas, y: Double, spare: Double) throws(SheetFault) -> Double

    /// Height of the foot in millimetres.
    var footHeight: Double { get }

    /// Draws the last line of the frame.
    func drawFoot(on canvas: borrowing PDFCanvas, page: PageNumber) throws(SheetFault)
}

extension PagedSheet {
    var footHeight: Double { SheetFoot.height }

    func carriedCells(before row: Int, isHandedOn: Bool) -> [TableCell]? { nil }

    /// Measures everything.
    func plan(page: PageSize) throws(SheetFault) -> SheetPlan {
        let canvas = try PDFCanvas.measuring(page: page)
        var heights: [Double] = []
        heights.reserveCapacity(rowCount)
        for row in 0..<rowCount { heights.append(try table.height(of: try cells(of: row), on: canvas)) }
        let bottom = frame.bottom - footHeight
        let header = rowCount == 0 ? 0 : try table.headerHeight(on: canvas)
        var carried = 0.0
        if let cells = carriedCells(before: rowCount, isHandedOn: true) {
            carried = try table.height(of: cells, on: canvas)
        }
        let pagination = Pagination(
            first: bottom - (try drawHead(on: canvas, page: PageNumber(number: 1, count: 1))) - header,
            following: bottom - (try drawHead(on: canvas, page: PageNumber(number: 2, count: 2))) - header,
            carried: carried, closing: try drawClosing(on: canvas, y: 0, spare: 0))
        return SheetPlan(
            pages: pagination.pages(of: heights), heights: heights, closing: pagination.closing,
            fitsOnePage: pagination.fitsOnePage(heights))
    }

    /// Draws all pages and ends each.
    func draw(_ plan: SheetPlan, on canvas: borrowing PDFCanvas) throws(SheetFault) {
        for index in plan.pages.indices {
            try draw(page: index, of: plan, on: canvas)
            canvas.endPage()
        }
    }

    /// Draws one page without ending it.
    func draw(page index: Int, of plan: SheetPlan, on canvas: borrowing PDFCanvas) throws(SheetFault) {
        let page = PageNumber(number: index + 1, count: plan.pages.count)
        let rows = plan.pages[index]
        var y = try drawHead(on: canvas, page: page)
        if !rows.isEmpty || !page.isLast { y = try table.drawHeader(on: canvas, y: y) }
        if !page.isFirst { y = try drawCarried(before: rows.lowerBound, isHandedOn: false, on: canvas, y: y) }
        for row in rows {
            try table.drawRow(try cells(of: row), on: canvas, y: y, height: plan.heights[row])
            y += plan.heights[row]
        }
        if page.isLast {
            let spare = max(0, frame.bottom - footHeight - y - plan.closing)
            _ = try drawClosing(on: canvas, y: y, spare: spare)
        } else {
            _ = try drawCarried(before: rows.upperBound, isHandedOn: true, on: canvas, y: y)
        }
        try drawFoot(on: canvas, page: page)
    }

    private func drawCarried(
        before row: Int, isHandedOn: Bool, on canvas: borrowing PDFCanvas, y: Double
    ) throws(SheetFault) -> Double {
        guard let cells = carriedCells(before: row, isHandedOn: isHandedOn) else { return y }
        let height = try table.height(of: cells, on: canvas)
        try table.drawRow(cells, on: canvas, y: y, height: height)
        return y + height
    }
}
