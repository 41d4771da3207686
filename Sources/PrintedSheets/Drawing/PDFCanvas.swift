import Basics
import PangoCairoLibrary

/// A PDF file that is being drawn, page by page, with millimetres as unit; surface and context go with the owner.
struct PDFCanvas: ~Copyable {
    /// The size of its pages.
    let page: PageSize

    private let surface: PDFSurface
    private let setter: TextSetter

    private var context: OpaquePointer { surface.context }

    /// Starts a file.
    ///
    /// - Throws: ``SheetFault``.
    static func creating(
        path: String, title: String, page: PageSize, created: Instant? = nil
    ) throws(SheetFault) -> PDFCanvas {
        let surface = try PDFSurface.creating(path: path, page: page)
        cairo_pdf_surface_set_metadata(surface.handle, CAIRO_PDF_METADATA_TITLE, title)
        if let created {
            cairo_pdf_surface_set_metadata(surface.handle, CAIRO_PDF_METADATA_CREATE_DATE, timestamp(created))
        }
        let setter = try TextSetter.drawing(on: surface.context)
        return PDFCanvas(page: page, surface: surface, setter: setter)
    }

    /// A canvas that keeps nothing: what is drawn on it only tells its measures.
    ///
    /// - Throws: ``SheetFault``.
    static func measuring(page: PageSize) throws(SheetFault) -> PDFCanvas {
        let surface = try PDFSurface.creating(path: nil, page: page)
        let setter = try TextSetter.drawing(on: surface.context)
        return PDFCanvas(page: page, surface: surface, setter: setter)
    }

    // MARK: Codes

    /// Draws a square code. One filling for all its bars, so that no viewer shows seams between them.
    func fill(_ code: CodeSymbol, x: Double, y: Double, side: Double) {
        let module = side / Double(max(1, code.columns))
        for bar in code.bars {
            cairo_rectangle(
                context, x + bar.x * module, y + bar.y * module, bar.width * module, bar.height * module)
        }
        cairo_fill(context)
    }

    /// Draws a linear code, without the clear space that it needs beside it.
    func fill(_ code: LinearCode, x: Double, y: Double, height: Double) {
        for bar in code.symbol.bars {
            cairo_rectangle(context, x + bar.x * code.module, y, bar.width * code.module, height)
        }
        cairo_fill(context)
    }

    // MARK: Lines

    /// Draws a horizontal rule.
    func rule(x: Double, y: Double, width: Double, thickness: Double) {
        cairo_rectangle(context, x, y, width, thickness)
        cairo_fill(context)
    }

    /// Draws a vertical rule.
    func upright(x: Double, y: Double, height: Double, thickness: Double) {
        cairo_rectangle(context, x, y, thickness, height)
        cairo_fill(context)
    }

    /// Draws the outline of a rectangle, all of it inside.
    func box(_ frame: Frame, thickness: Double) {
        let inner = frame.inset(by: thickness / 2)
        cairo_set_line_width(context, thickness)
        cairo_rectangle(context, inner.x, inner.y, inner.width, inner.height)
        cairo_stroke(context)
    }

    /// Draws a line of round dots to write on.
    func dots(x: Double, y: Double, width: Double) { dashes(x: x, y: y, width: width, on: 0, off: 0.9, thickness: 0.3) }

    /// Draws a line to cut along.
    func cutLine(x: Double, y: Double, width: Double) {
        dashes(x: x, y: y, width: width, on: 2, off: 1.5, thickness: 0.2)
    }

    private func dashes(x: Double, y: Double, width: Double, on: Double, off: Double, thickness: Double) {
        guard width > 0 else { return }
        cairo_save(context)
        cairo_set_line_width(context, thickness)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_set_dash(context, [on, off], 2, 0)
        cairo_move_to(context, x, y)
        cairo_line_to(context, x + width, y)
        cairo_stroke(context)
        cairo_restore(context)
    }

    // MARK: Text

    /// Draws text and tells how high it came out, in millimetres.
    ///
    /// - Parameter height: the most that it may take, in millimetres; `nil` leaves it to the style.
    /// - Throws: ``SheetFault``.
    @discardableResult
    func draw(
        _ text: String, style: TextStyle, x: Double, y: Double, width: Double, height: Double? = nil
    ) throws(SheetFault) -> Double {
        let layout = try setter.layout(of: text, style: style, width: width, height: height)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout.handle)
        return layout.height
    }

    /// How high a text will come out, in millimetres.
    ///
    /// - Throws: ``SheetFault``.
    func height(of text: String, style: TextStyle, width: Double) throws(SheetFault) -> Double {
        try setter.layout(of: text, style: style, width: width).height
    }

    /// How wide a text is on one line, and where its baseline lies below its top, in millimetres.
    ///
    /// - Throws: ``SheetFault``.
    func measure(_ text: String, style: TextStyle) throws(SheetFault) -> (width: Double, baseline: Double) {
        let layout = try setter.layout(of: text, style: style, width: page.width)
        return (layout.width, layout.baseline)
    }

    // MARK: Pages

    /// Ends the page.
    func endPage() { cairo_show_page(context) }

    /// Writes what is left.
    ///
    /// - Throws: ``SheetFault/notWritten(_:)``.
    func finish() throws(SheetFault) {
        cairo_surface_finish(surface.handle)
        try surface.check()
    }

    /// ISO 8601 at +07:00.
    private static func timestamp(_ instant: Instant) -> String {
        let local = instant.milliseconds + LocalTime.offset
        let day = LocalTime.day(of: instant)?.rawValue ?? "1970-01-01"
        let seconds = Int((local % 86_400_000 + 86_400_000) % 86_400_000) / 1000
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(day)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))+07:00"
    }
}
