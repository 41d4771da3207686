import PangoCairoLibrary

/// A PDF file that is being drawn, page by page, with millimetres as unit; surface and context go with the owner.
struct PDFCanvas: ~Copyable {
    /// A4, in millimetres.
    static let pageWidth = 210.0
    /// A4, in millimetres.
    static let pageHeight = 297.0

    private static let pointsPerMillimetre = 72 / 25.4

    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// Starts a file.
    ///
    /// - Throws: ``SheetFault/notWritten(_:)``.
    static func creating(path: String, title: String) throws(SheetFault) -> PDFCanvas {
        let scale = pointsPerMillimetre
        // Cairo never gives a null pointer here: an object that could not be made carries the reason as its status.
        guard let surface = cairo_pdf_surface_create(path, pageWidth * scale, pageHeight * scale),
            let context = cairo_create(surface)
        else { throw .notWritten("no memory") }
        let canvas = PDFCanvas(surface: surface, context: context)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 0, 0, 0)
        try canvas.check()
        return canvas
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Draws black bars. One filling for all, so that no viewer shows seams between them.
    func fill(_ bars: [QRSymbol.Bar], x: Double, y: Double, side: Double) {
        for bar in bars {
            cairo_rectangle(context, x + bar.x * side, y + bar.y * side, bar.width * side, bar.height * side)
        }
        cairo_fill(context)
    }

    /// Draws a horizontal rule.
    func rule(x: Double, y: Double, width: Double, thickness: Double) {
        cairo_rectangle(context, x, y, width, thickness)
        cairo_fill(context)
    }

    /// Draws text and tells how high it came out, in millimetres.
    ///
    /// - Throws: ``SheetFault/noVietnameseFont``.
    @discardableResult
    func draw(_ text: String, style: TextStyle, x: Double, y: Double, width: Double) throws(SheetFault) -> Double {
        let layout = try TextLayout.setting(text, style: style, width: width, context: context)
        cairo_move_to(context, x, y)
        pango_cairo_show_layout(context, layout.handle)
        return layout.height
    }

    /// Ends the page.
    func endPage() { cairo_show_page(context) }

    /// Writes what is left.
    ///
    /// - Throws: ``SheetFault/notWritten(_:)``.
    func finish() throws(SheetFault) {
        cairo_surface_finish(surface)
        try check()
    }

    private func check() throws(SheetFault) {
        for status in [cairo_status(context), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
            throw .notWritten(String(cString: cairo_status_to_string(status)))
        }
    }
}
