import PangoCairoLibrary

/// How a piece of text is set.
struct TextStyle {
    enum Alignment {
        case left, centred
    }

    /// Size in points.
    var size: Double
    var isBold = false
    var alignment = Alignment.left
    /// Lines after which the text ends in an ellipsis.
    var maxLines = 1
}

/// Text set in lines by Pango; freed with its owner.
struct TextLayout: ~Copyable {
    let handle: OpaquePointer

    /// Both of Debian's usual families with Vietnamese letters; Pango takes what is there.
    private static let families = "Noto Sans, DejaVu Sans, sans-serif"
    /// Pango counts in 1024ths of the context's unit, here a millimetre.
    private static let unit = Double(PANGO_SCALE)
    private static let millimetresPerPoint = 25.4 / 72

    private init(owning handle: OpaquePointer) { self.handle = handle }

    /// Sets a text.
    ///
    /// - Parameters:
    ///   - width: width of the lines in millimetres.
    ///   - context: the Cairo context to draw on, with millimetres as unit.
    /// - Throws: ``SheetFault/noVietnameseFont``.
    static func setting(
        _ text: String, style: TextStyle, width: Double, context: OpaquePointer
    ) throws(SheetFault) -> TextLayout {
        guard let handle = pango_cairo_create_layout(context) else { throw .notWritten("no memory") }
        let layout = TextLayout(owning: handle)
        setFont(handle, style)
        pango_layout_set_width(handle, Int32(width * unit))
        pango_layout_set_wrap(handle, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_height(handle, -Int32(clamping: style.maxLines))
        pango_layout_set_ellipsize(handle, PANGO_ELLIPSIZE_END)
        if style.alignment == .centred { pango_layout_set_alignment(handle, PANGO_ALIGN_CENTER) }
        pango_layout_set_text(handle, printable(text), -1)
        guard pango_layout_get_unknown_glyphs_count(handle) == 0 else { throw .noVietnameseFont }
        return layout
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

    /// Height of the set lines in millimetres.
    var height: Double {
        var width: Int32 = 0
        var height: Int32 = 0
        pango_layout_get_size(handle, &width, &height)
        return Double(height) / Self.unit
    }

    private static func setFont(_ layout: OpaquePointer, _ style: TextStyle) {
        guard let font = pango_font_description_from_string(families) else { return }
        defer { pango_font_description_free(font) }
        // The size is given in the context's unit; hinting to whole units would spread the letters, which are
        // only a few millimetres high.
        pango_font_description_set_absolute_size(font, style.size * millimetresPerPoint * unit)
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
        let context = pango_layout_get_context(layout)
        pango_context_set_round_glyph_positions(context, 0)
    }

    /// Without line feeds and other control characters, which would print as boxes or break the layout.
    private static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
        return String(scalars)
    }
}
