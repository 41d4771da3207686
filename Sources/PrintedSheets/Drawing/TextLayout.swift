import PangoCairoLibrary
import VietnameseText

/// What Pango needs to set text on a surface whose unit is the millimetre; freed with its owner.
struct TextSetter: ~Copyable {
    private let context: OpaquePointer

    private init(owning context: OpaquePointer) { self.context = context }

    /// - Throws: ``SheetFault/noVietnameseFont``.
    static func drawing(on cairo: OpaquePointer) throws(SheetFault) -> TextSetter {
        guard let context = pango_cairo_create_context(cairo) else { throw .notWritten("no memory") }
        let setter = TextSetter(owning: context)
        // Hinting to whole units would spread the letters, which are only a few millimetres high.
        pango_context_set_round_glyph_positions(context, 0)
        // Otherwise the locale of the process would choose among fonts and places to break lines.
        pango_context_set_language(context, pango_language_from_string("vi"))
        let letters = try setter.layout(of: "ẶẪỮỘƯĐễ₫", style: TextStyle(size: 10), width: 100)
        guard pango_layout_get_unknown_glyphs_count(letters.handle) == 0 else { throw .noVietnameseFont }
        return setter
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(context)) }

    /// Sets a text in lines, smaller and smaller within the bounds of its style until it fits.
    ///
    /// - Parameters:
    ///   - width: width of the lines in millimetres.
    ///   - height: the most that the lines together may take, in millimetres; `nil` leaves it to the style.
    func layout(
        of text: String, style: TextStyle, width: Double, height: Double? = nil
    ) throws(SheetFault) -> TextLayout {
        guard let handle = pango_layout_new(context) else { throw .notWritten("no memory") }
        let layout = TextLayout(owning: handle)
        layout.set(text, style: style, width: width)
        layout.fit(style, height: height ?? .infinity)
        return layout
    }
}

/// Text set in lines by Pango; freed with its owner.
struct TextLayout: ~Copyable {
    let handle: OpaquePointer

    /// Both of Debian's usual families with Vietnamese letters; Pango takes what is there.
    private static let families = "Noto Sans, DejaVu Sans, sans-serif"
    /// Pango counts in 1024ths of the context's unit, here a millimetre.
    private static let unit = Double(PANGO_SCALE)
    private static let millimetresPerPoint = 25.4 / 72
    /// Scalars that are set; more would fill a page.
    private static let longest = 4_000
    /// Points between the sizes that are tried.
    private static let sizeStep = 0.5

    fileprivate init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

    /// Height of the set lines in millimetres.
    var height: Double { size.height }

    /// Width of the longest line in millimetres.
    var width: Double { size.width }

    /// From the top to the first line's baseline in millimetres.
    var baseline: Double { Double(pango_layout_get_baseline(handle)) / Self.unit }

    private var size: (width: Double, height: Double) {
        var (width, height): (Int32, Int32) = (0, 0)
        pango_layout_get_size(handle, &width, &height)
        return (Double(width) / Self.unit, Double(height) / Self.unit)
    }

    fileprivate func set(_ text: String, style: TextStyle, width: Double) {
        setFont(style, size: style.size)
        pango_layout_set_width(handle, Int32(clamping: Int(width * Self.unit)))
        pango_layout_set_wrap(handle, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_height(handle, -Int32(clamping: style.maxLines))
        pango_layout_set_ellipsize(handle, PANGO_ELLIPSIZE_END)
        switch style.alignment {
        case .left: break
        case .centred: pango_layout_set_alignment(handle, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(handle, PANGO_ALIGN_RIGHT)
        }
        pango_layout_set_text(handle, Self.printable(text), -1)
    }

    fileprivate func fit(_ style: TextStyle, height: Double) {
        var size = style.size
        let smallest = style.minimumSize ?? style.size
        while pango_layout_is_ellipsized(handle) != 0 || self.height > height {
            guard size > smallest else { break }
            size = max(smallest, size - Self.sizeStep)
            setFont(style, size: size)
        }
        if self.height > height { pango_layout_set_height(handle, Int32(clamping: Int(height * Self.unit))) }
    }

    private func setFont(_ style: TextStyle, size: Double) {
        guard let font = pango_font_description_from_string(Self.families) else { return }
        defer { pango_font_description_free(font) }
        pango_font_description_set_absolute_size(font, size * Self.millimetresPerPoint * Self.unit)
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_style(font, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_layout_set_font_description(handle, font)
    }

    /// In composed letters, and without line feeds, controls and directions, which would print as boxes, break the
    /// layout or turn a number round.
    private static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in Folding.composed(text).unicodeScalars.prefix(longest) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            case .format, .surrogate, .privateUse, .unassigned: continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
