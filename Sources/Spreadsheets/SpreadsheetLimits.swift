/// Bounds on what a file may claim, so that no file takes all memory or time. What exceeds one is a fault.
public struct SpreadsheetLimits: Hashable, Sendable {
    /// Bytes of the file as it lies on disk.
    public var fileBytes = 512 << 20
    /// Entries of the archive.
    public var archiveEntries = 4096
    /// Inflated bytes of one part.
    public var partBytes = 2 << 30
    /// Inflated bytes of all parts together, each counted as often as it is read.
    public var inflatedBytes = 6 << 30
    /// Inflated bytes for one compressed byte, judged once a part is larger than 16 MB. Sheets of real statements have
    /// about 8, sheets of a repeated formatted row up to some 100; deflate allows 1032.
    public var compressionRatio = 300
    /// Rows of a sheet: Excel's limit.
    public var rows = 1_048_576
    /// Records of a text file, which knows no such limit.
    public var records = 5_000_000
    /// Columns of a sheet: Excel's limit.
    public var columns = 16_384
    /// Cells of a sheet, those before a filled one counted too.
    public var cells = 100_000_000
    /// UTF-16 units of a cell: Excel's limit.
    public var cellCharacters = 32_767
    /// Bytes of UTF-8 in a row.
    public var rowBytes = 4 << 20
    /// Bytes of UTF-8 of all cells of a sheet.
    public var sheetTextBytes = 4 << 30
    /// Shared strings of a workbook.
    public var sharedStrings = 16_000_000
    /// Bytes of UTF-8 of all shared strings of a workbook.
    public var sharedStringBytes = 256 << 20
    /// Merged ranges of a sheet.
    public var mergedRanges = 100_000
    /// Rows of a block, at most.
    public var blockRows = 4096

    public init() {}

    /// Whether rows make a full block. It ends early at much text or many cells, so that wide rows take no more memory
    /// than usual ones.
    func isFullBlock(rows: Int, cells: Int, bytes: Int) -> Bool {
        rows >= blockRows || cells >= 1 << 19 || bytes >= 8 << 20
    }
}
