import PangoCairoLibrary

/// Cairo's surface and context for a PDF file; both go with the owner.
struct PDFSurface: ~Copyable {
    let handle: OpaquePointer
    /// Its unit is the millimetre, its colour black.
    let context: OpaquePointer

    private static let pointsPerMillimetre = 72 / 25.4

    /// Starts a file.
    ///
    /// - Parameter path: `nil` keeps nothing of what is drawn.
    /// - Throws: ``SheetFault/notWritten(_:)``.
    static func creating(path: String?, page: PageSize) throws(SheetFault) -> PDFSurface {
        let scale = pointsPerMillimetre
        // Cairo never gives a null pointer here: an object that could not be made carries the reason as its status.
        guard let handle = cairo_pdf_surface_create(path, page.width * scale, page.height * scale),
            let context = cairo_create(handle)
        else { throw .notWritten("no memory") }
        let surface = PDFSurface(handle: handle, context: context)
        cairo_scale(context, scale, scale)
        cairo_set_source_rgb(context, 0, 0, 0)
        try surface.check()
        return surface
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(handle)
    }

    /// - Throws: ``SheetFault/notWritten(_:)`` once anything went wrong.
    func check() throws(SheetFault) {
        for status in [cairo_status(context), cairo_surface_status(handle)] where status != CAIRO_STATUS_SUCCESS {
            throw .notWritten(String(cString: cairo_status_to_string(status)))
        }
    }
}
