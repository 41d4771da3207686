import Basics
import Glibc

/// Writes PDF files that are there whole or not at all.
enum SheetFile {
    /// Draws a file under another name and renames it once it is whole; an older file at the path is replaced.
    ///
    /// - Parameters:
    ///   - created: the moment that the file bears; `nil` takes the clock's. The same drawing and moment give the same
    ///     bytes.
    ///   - draw: draws all pages.
    /// - Throws: ``SheetFault``; then nothing was written at the path.
    static func write(
        to path: String, title: String, page: PageSize, created: Instant? = nil,
        draw: (borrowing PDFCanvas) throws(SheetFault) -> Void
    ) throws(SheetFault) {
        let unfinished = "\(path).\(getpid()).part"
        do {
            let canvas = try PDFCanvas.creating(path: unfinished, title: title, page: page, created: created)
            try draw(canvas)
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
