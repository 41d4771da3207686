import DocumentModel
import Glibc

/// Writes searchable PDF/A-1b documents: the scanner's pictures as they are, the recognized text invisible over them.
///
/// Own writing instead of a library: what is needed is a linear file of few kinds of objects, written in order, whose
/// large parts are copied from files. libqpdf's C interface keeps all stream data in memory until the end.
public struct PDFAssembler: Sendable {
    /// Pages under one node of the page tree; PDF/A-1 limits arrays to 8,191 elements.
    private static let pagesPerNode = 500
    private static let maxPages = 8191 * pagesPerNode

    public init() {}

    /// Writes a document. The same input gives the same bytes.
    ///
    /// - Parameter outputPath: Where it goes; the file appears there only when it is complete and on disk.
    /// - Returns: Bytes of the file.
    /// - Throws: ``AssemblyFault``; nothing is left behind then.
    public func assemble(
        pages: [AssemblyPage], metadata: DocumentMetadata, to outputPath: String
    ) throws(AssemblyFault) -> Int {
        guard !pages.isEmpty else { throw .noPages }
        guard pages.count <= Self.maxPages else { throw .badGeometry(page: Self.maxPages) }
        var file = try PDFFileWriter(path: outputPath)
        let catalog = file.reserve()
        let info = file.reserve()
        let font = file.reserve()
        let tree = file.reserve()
        let nodes = stride(from: 0, to: pages.count, by: Self.pagesPerNode).map { _ in file.reserve() }
        var codes = CharacterCodes()
        var shared = SharedStreams()
        var numbers: [Int] = []
        for (index, page) in pages.enumerated() {
            let node = nodes[index / Self.pagesPerNode]
            numbers.append(
                try write(page, index: index, parent: node, font: font, codes: &codes, shared: &shared, into: &file))
        }
        try writeTree(tree, nodes: nodes, pages: numbers, into: &file)
        try writeFont(font, codes: codes, into: &file)
        let description = DocumentDescription(metadata, pageCount: pages.count)
        try writeCatalog(catalog, info: info, tree: tree, description: description, into: &file)
        return try file.finish(root: catalog, info: info)
    }

    /// Writes a page with its content and pictures and gives its number.
    private func write(
        _ page: AssemblyPage, index: Int, parent: Int, font: Int, codes: inout CharacterCodes,
        shared: inout SharedStreams, into file: inout PDFFileWriter
    ) throws(AssemblyFault) -> Int {
        guard page.width > 0, page.height > 0, page.dpi > 0 else { throw .badGeometry(page: index) }
        let layers = page.image.layers ?? [PictureLayer(image: page.image, matrix: [])]
        guard !layers.isEmpty, page.image.layers == nil || layers.allSatisfy({ $0.matrix.count == 6 }) else {
            throw .badGeometry(page: index)
        }
        let content = PageContentStream(page)
        let (pageNumber, contentNumber) = (file.reserve(), file.reserve())
        let pictures = layers.map { _ in file.reserve() }
        let names = pictures.enumerated().map { "/Im\($0) \($1) 0 R" }.joined(separator: "\n")
        try file.write(
            pageNumber,
            """
            << /Type /Page /Parent \(parent) 0 R /MediaBox [0 0 \(PDFSyntax.numbers(content.width, content.height))]
            /Resources << /XObject << \(names) >> /Font << /F0 \(font) 0 R >> >>
            /Contents \(contentNumber) 0 R >>
            """)
        try writeCompressed(contentNumber, entries: "", data: content.stream(codes: &codes), into: &file)
        for (number, layer) in zip(pictures, layers) {
            try write(layer, number: number, page: index, shared: &shared, into: &file)
        }
        return pageNumber
    }

    private func write(
        _ layer: PictureLayer, number: Int, page: Int, shared: inout SharedStreams, into file: inout PDFFileWriter
    ) throws(AssemblyFault) {
        let source = layer.image
        let references = try shared.references(of: source, page: page, into: &file)
        let dictionary = try ImageDictionary(
            source, page: page, isStencil: layer.ink != nil, references: references)
        guard
            try file.writeStream(
                number, entries: dictionary.entries, file: source.path, offset: source.offset, length: source.length)
        else { throw .missingImageData(page: page) }
    }

    private func writeTree(
        _ tree: Int, nodes: [Int], pages: [Int], into file: inout PDFFileWriter
    ) throws(AssemblyFault) {
        for (index, node) in nodes.enumerated() {
            let start = index * Self.pagesPerNode
            let kids = pages[start..<min(start + Self.pagesPerNode, pages.count)]
            try file.write(
                node,
                "<< /Type /Pages /Parent \(tree) 0 R /Count \(kids.count) /Kids [\(references(Array(kids)))] >>")
        }
        try file.write(tree, "<< /Type /Pages /Count \(pages.count) /Kids [\(references(nodes))] >>")
    }

    private func references(_ numbers: [Int]) -> String { numbers.map { "\($0) 0 R" }.joined(separator: "\n") }

    /// Writes the composite font that all pages share (ISO 32000-1, 9.7).
    private func writeFont(
        _ font: Int, codes: CharacterCodes, into file: inout PDFFileWriter
    ) throws(AssemblyFault) {
        let (descendant, descriptor) = (file.reserve(), file.reserve())
        let (program, map) = (file.reserve(), file.reserve())
        try file.write(
            font,
            """
            << /Type /Font /Subtype /Type0 /BaseFont /\(GlyphlessFont.name) /Encoding /Identity-H
            /DescendantFonts [\(descendant) 0 R] /ToUnicode \(map) 0 R >>
            """)
        try file.write(
            descendant,
            """
            << /Type /Font /Subtype /CIDFontType2 /BaseFont /\(GlyphlessFont.name) /CIDToGIDMap /Identity
            /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>
            /DW \(GlyphlessFont.advance) /FontDescriptor \(descriptor) 0 R >>
            """)
        // Flags: fixed pitch and symbolic.
        try file.write(
            descriptor,
            """
            << /Type /FontDescriptor /FontName /\(GlyphlessFont.name) /Flags 5 /ItalicAngle 0 /StemV 80
            /FontBBox [0 \(-GlyphlessFont.descent) \(GlyphlessFont.advance) \(GlyphlessFont.ascent)]
            /Ascent \(GlyphlessFont.ascent) /Descent \(-GlyphlessFont.descent) /CapHeight \(GlyphlessFont.ascent)
            /FontFile2 \(program) 0 R >>
            """)
        let data = GlyphlessFont(glyphCount: codes.glyphCount).data
        try writeCompressed(program, entries: "/Length1 \(data.count)", data: data, into: &file)
        try writeCompressed(map, entries: "", data: codes.toUnicode, into: &file)
    }

    private func writeCatalog(
        _ catalog: Int, info: Int, tree: Int, description: DocumentDescription, into file: inout PDFFileWriter
    ) throws(AssemblyFault) {
        let (profile, metadata) = (file.reserve(), file.reserve())
        try writeCompressed(profile, entries: "/N 3 /Alternate /DeviceRGB", data: SRGBProfile.data, into: &file)
        try file.writeStream(
            metadata, entries: "/Type /Metadata /Subtype /XML", data: XMPPacket(description: description).data)
        try file.write(
            catalog,
            """
            << /Type /Catalog /Pages \(tree) 0 R /Metadata \(metadata) 0 R /Lang (vi-VN)
            /ViewerPreferences << /DisplayDocTitle true >>
            /OutputIntents [<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)
            /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org) /DestOutputProfile \(profile) 0 R >>] >>
            """)
        let subject = description.subject.map { " /Subject \(PDFSyntax.text($0))" } ?? ""
        try file.write(
            info,
            """
            << /Title \(PDFSyntax.text(description.title))\(subject) /Keywords \(PDFSyntax.text(description.keywords))
            /Creator \(PDFSyntax.text(DocumentDescription.producer))
            /Producer \(PDFSyntax.text(DocumentDescription.producer))
            /CreationDate (\(description.infoDate)) /ModDate (\(description.infoDate)) >>
            """)
    }

    private func writeCompressed(
        _ number: Int, entries: String, data: [UInt8], into file: inout PDFFileWriter
    ) throws(AssemblyFault) {
        try file.writeCompressed(number, entries: entries, data: data)
    }
}
