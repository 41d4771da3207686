import DocumentModel

/// The dictionary of a picture (ISO 32000-1, 8.9.5), the data passed through as it is.
struct ImageDictionary {
    /// Objects of the document to which a dictionary refers.
    struct References {
        /// The ICC profile of the samples.
        var profile: Int?
        /// Shared JBIG2 segments.
        var globals: Int?
    }

    /// Dictionary entries without `/Length`.
    let entries: String

    /// - Parameter isStencil: whether the picture is painted in a colour where it has ink.
    /// - Throws: ``AssemblyFault/unsupportedImage(page:reason:)`` for what PDF/A-1b with an sRGB output intent does not
    ///   take: CMYK without profile.
    init(
        _ image: EmbeddableImage, page: Int, isStencil: Bool = false, references: References = References()
    ) throws(AssemblyFault) {
        guard image.width > 0, image.height > 0 else { throw .badGeometry(page: page) }
        try Self.check(image, page: page, isStencil: isStencil)
        // Samples of a palette's picture are indices, one a pixel.
        let components = image.palette == nil ? image.colourSpace.components : 1
        var text = "/Type /XObject /Subtype /Image /Width \(image.width) /Height \(image.height)"
        text += isStencil ? " /ImageMask true" : " /ColorSpace \(try Self.space(of: image, references, page: page))"
        text += " /BitsPerComponent \(image.bitsPerComponent)"
        text += " \(Self.filter(of: image, components: components, references))"
        if image.isInverted, image.filter != .ccittGroup4 {
            text += " /Decode [\(Array(repeating: "1 0", count: components).joined(separator: " "))]"
        }
        entries = text
    }

    private static func space(
        of image: EmbeddableImage, _ references: References, page: Int
    ) throws(AssemblyFault) -> String {
        if let palette = image.palette {
            let colours = palette.map { PDFSyntax.hex2($0) }.joined()
            return "[/Indexed /DeviceRGB \(palette.count / 3 - 1) <\(colours)>]"
        }
        if let profile = references.profile { return "[/ICCBased \(profile) 0 R]" }
        switch image.colourSpace {
        case .gray: return "/DeviceGray"
        case .rgb: return "/DeviceRGB"
        case .cmyk: throw .unsupportedImage(page: page, reason: "CMYK without a profile")
        }
    }

    private static func filter(of image: EmbeddableImage, components: Int, _ references: References) -> String {
        switch image.filter {
        case .dct: return "/Filter /DCTDecode"
        case .ccittGroup4:
            return "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns \(image.width) /Rows \(image.height)"
                + " /BlackIs1 \(image.isInverted) >>"
        case .flate: return "/Filter /FlateDecode"
        case .flatePNG:
            return "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors \(components)"
                + " /BitsPerComponent \(image.bitsPerComponent) /Columns \(image.width) >>"
        case .jbig2:
            let globals = references.globals.map { " /DecodeParms << /JBIG2Globals \($0) 0 R >>" }
            return "/Filter /JBIG2Decode" + (globals ?? "")
        }
    }

    private static func check(_ image: EmbeddableImage, page: Int, isStencil: Bool) throws(AssemblyFault) {
        let isBitonal = image.bitsPerComponent == 1
        let isFewBits = image.bitsPerComponent == 2 || image.bitsPerComponent == 4
        let isGrayOrPalette = image.colourSpace == .gray || image.palette != nil
        guard isBitonal || image.bitsPerComponent == 8 || (isFewBits && isGrayOrPalette) else {
            throw .unsupportedImage(page: page, reason: "\(image.bitsPerComponent) bits a component")
        }
        if let palette = image.palette {
            let isWhole = palette.count % 3 == 0 && (1...(1 << image.bitsPerComponent)).contains(palette.count / 3)
            guard isWhole, image.filter == .flate || image.filter == .flatePNG else {
                throw .unsupportedImage(page: page, reason: "palette of \(palette.count) bytes")
            }
        }
        let isFax = image.filter == .ccittGroup4 || image.filter == .jbig2
        guard !(isFax || isBitonal) || isGrayOrPalette else {
            throw .unsupportedImage(page: page, reason: "bitonal data that claims to be in colour")
        }
        guard isFax ? isBitonal : image.filter != .dct || image.bitsPerComponent == 8 else {
            throw .unsupportedImage(page: page, reason: "\(image.filter.rawValue) of \(image.bitsPerComponent) bits")
        }
        guard !isStencil || (isBitonal && image.palette == nil) else {
            throw .unsupportedImage(page: page, reason: "stencil of \(image.bitsPerComponent) bits")
        }
    }
}

extension EmbeddableImage.ColourSpace {
    /// Samples a pixel.
    var components: Int {
        switch self {
        case .gray: 1
        case .rgb: 3
        case .cmyk: 4
        }
    }
}
