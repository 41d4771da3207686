import DocumentModel

/// The dictionary of a page's picture (ISO 32000-1, 8.9.5), the data passed through as it is.
struct ImageDictionary {
    /// Dictionary entries without `/Length`.
    let entries: String

    /// - Throws: ``AssemblyFault/unsupportedImage(page:reason:)`` for what PDF/A-1b with an sRGB output intent does not
    ///   take: CMYK has to be converted before.
    init(_ image: EmbeddableImage, page: Int) throws(AssemblyFault) {
        guard image.width > 0, image.height > 0 else { throw .badGeometry(page: page) }
        let components: Int
        switch image.colourSpace {
        case .gray: components = 1
        case .rgb: components = 3
        case .cmyk:
            throw .unsupportedImage(page: page, reason: "CMYK must be converted to RGB")
        }
        try Self.check(image, page: page)
        let space = components == 1 ? "/DeviceGray" : "/DeviceRGB"
        var text = "/Type /XObject /Subtype /Image /Width \(image.width) /Height \(image.height)"
        text += " /ColorSpace \(space) /BitsPerComponent \(image.bitsPerComponent)"
        switch image.filter {
        case .dct:
            text += " /Filter /DCTDecode"
        case .ccittGroup4:
            text += " /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns \(image.width) /Rows \(image.height)"
            text += " /BlackIs1 \(image.isInverted) >>"
        case .flate:
            text += " /Filter /FlateDecode"
        case .flatePNG:
            text += " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors \(components)"
            text += " /BitsPerComponent \(image.bitsPerComponent) /Columns \(image.width) >>"
        case .jbig2:
            text += " /Filter /JBIG2Decode"
        }
        if image.isInverted, image.filter != .ccittGroup4 {
            text += " /Decode [\(Array(repeating: "1 0", count: components).joined(separator: " "))]"
        }
        entries = text
    }

    private static func check(_ image: EmbeddableImage, page: Int) throws(AssemblyFault) {
        let isBitonal = image.bitsPerComponent == 1
        guard isBitonal || image.bitsPerComponent == 8 else {
            throw .unsupportedImage(page: page, reason: "\(image.bitsPerComponent) bits a component")
        }
        let isFax = image.filter == .ccittGroup4 || image.filter == .jbig2
        guard !(isFax || isBitonal) || image.colourSpace == .gray else {
            throw .unsupportedImage(page: page, reason: "bitonal data that claims to be in colour")
        }
        guard isFax ? isBitonal : !(isBitonal && image.filter == .dct) else {
            throw .unsupportedImage(page: page, reason: "\(image.filter.rawValue) of \(image.bitsPerComponent) bits")
        }
    }
}
