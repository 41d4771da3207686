import CLeptonica
import Testing

@testable import ScannedPages

@Suite struct RuledTableTests {
    /// Rules of 3 pixels at 300 dpi, on an empty page.
    private func page(across: [(x: Int, y: Int, length: Int)], down: [(x: Int, y: Int, length: Int)]) throws
        -> ScannedPages.Pix
    {
        let page = try made(pixCreate(2000, 2000, 1))
        for rule in across {
            pixRasterop(page.handle, Int32(rule.x), Int32(rule.y), Int32(rule.length), 3, PIX_SET, nil, 0, 0)
        }
        for rule in down {
            pixRasterop(page.handle, Int32(rule.x), Int32(rule.y), 3, Int32(rule.length), PIX_SET, nil, 0, 0)
        }
        return page
    }

    private func grid(skipping merged: Bool = false) throws -> ScannedPages.Pix {
        try page(
            across: [300, 380, 460, 540].map { (200, $0, 1203) },
            // The last row has its first two columns joined.
            down: [200, 500, 900, 1400].map { ($0, 300, merged && $0 == 500 ? 160 : 243) })
    }

    @Test func cellByCell() throws {
        let tables = RuledTable.found(in: try grid(), dpi: 300)
        let table = try #require(tables.first)
        #expect(tables.count == 1 && table.rows == 3 && table.columns == 3 && table.cells.count == 9)
        let middle = try #require(table.cells.first { $0.row == 1 && $0.column == 1 })
        #expect(abs(middle.box.x - 500) <= 6 && abs(middle.box.y - 380) <= 6)
        #expect(abs(middle.box.width - 400) <= 8 && abs(middle.box.height - 80) <= 8)
    }

    @Test func joinedCells() throws {
        let table = try #require(RuledTable.found(in: try grid(skipping: true), dpi: 300).first)
        #expect(table.cells.count == 8)
        let joined = try #require(table.cells.first { $0.columnSpan == 2 })
        #expect(joined.row == 2 && joined.column == 0 && joined.rowSpan == 1)
    }

    @Test func turnedByAHalf() throws {
        let table = try #require(RuledTable.found(in: try grid(skipping: true), dpi: 300).first)
        let turned = table.upsideDown(width: 2000, height: 2000)
        #expect(turned.cells.first { $0.columnSpan == 2 }.map { [$0.row, $0.column] } == [0, 1])
        #expect(turned.upsideDown(width: 2000, height: 2000) == table)
    }

    @Test func framesAndLinesAreNoTables() throws {
        let frame = try page(across: [(200, 300, 1000), (200, 900, 1000)], down: [(200, 300, 600), (1200, 300, 600)])
        #expect(RuledTable.found(in: frame, dpi: 300).isEmpty)
        let lines = try page(across: (1...9).map { (200, 100 * $0, 1000) }, down: [])
        #expect(RuledTable.found(in: lines, dpi: 300).isEmpty)
    }

    @Test func twoTablesOnAPage() throws {
        let page = try page(
            across: [100, 180, 260, 800, 880, 960].map { (200, $0, 803) },
            down: [200, 600, 1000].flatMap { [($0, 100, 163), ($0, 800, 163)] })
        #expect(RuledTable.found(in: page, dpi: 300).map(\.cells.count) == [4, 4])
    }
}
