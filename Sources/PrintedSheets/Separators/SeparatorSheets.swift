/// Prints separator sheets.
public enum SeparatorSheets {
    /// Writes a PDF with one A4 page per sheet, black only; an older file at the path is replaced once the new one is
    /// whole.
    ///
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    public static func write(sheets: [SeparatorSheet], to path: String) throws(SheetFault) {
        guard !sheets.isEmpty else { throw .noSheets }
        try SheetFile.write(to: path, title: "Tờ phân cách hồ sơ", page: .a4) { canvas throws(SheetFault) in
            for sheet in sheets { try SeparatorDrawing(sheet).draw(on: canvas) }
        }
    }
}
