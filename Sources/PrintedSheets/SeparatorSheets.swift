import Glibc

/// Prints separator sheets.
public enum SeparatorSheets {
    /// Writes a PDF with one A4 page per sheet, black only; an older file at the path is replaced once the new one is
    /// whole.
    ///
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    public static func write(sheets: [SeparatorSheet], to path: String) throws(SheetFault) {
        guard !sheets.isEmpty else { throw .noSheets }
        let unfinished = "\(path).\(getpid()).part"
        do {
            let canvas = try PDFCanvas.creating(path: unfinished, title: "Tờ phân cách hồ sơ")
            for sheet in sheets { try SheetDrawing(sheet).draw(on: canvas) }
            try canvas.finish()
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(unfinished)
            throw .notWritten(reason)
        }
    }
}
