import Crypto
import DocumentModel
import Foundation

/// Streams that pictures of several pages share, ICC profiles and JBIG2 segments: each is written once.
struct SharedStreams {
    /// Object numbers by what the streams hold.
    private var numbers: [String: Int] = [:]
    /// Most bytes that are taken into memory; a printer's profile has half a megabyte.
    private static let largest = 16 << 20

    /// What a picture's dictionary refers to, written if it is not yet.
    mutating func references(
        of image: EmbeddableImage, page: Int, into file: inout PDFFileWriter
    ) throws(AssemblyFault) -> ImageDictionary.References {
        var references = ImageDictionary.References()
        if let globals = image.globals {
            references.globals = try number(of: try data(globals, page: page), entries: "", into: &file)
        }
        let profile: [UInt8]? =
            if let own = image.profile { try data(own, page: page) } else if image.colourSpace == .cmyk {
                CMYKProfile.data
            } else { nil }
        if let profile {
            references.profile = try number(
                of: profile, entries: "/N \(image.colourSpace.components)", into: &file)
        }
        return references
    }

    private mutating func number(
        of data: [UInt8], entries: String, into file: inout PDFFileWriter
    ) throws(AssemblyFault) -> Int {
        let key = entries + SHA256.hash(data: data).map { String($0, radix: 16) }.joined(separator: " ")
        if let known = numbers[key] { return known }
        let number = file.reserve()
        try file.writeCompressed(number, entries: entries, data: data)
        numbers[key] = number
        return number
    }

    private func data(_ piece: FilePiece, page: Int) throws(AssemblyFault) -> [UInt8] {
        guard (1...Self.largest).contains(piece.length), let handle = FileHandle(forReadingAtPath: piece.path) else {
            throw .missingImageData(page: page)
        }
        defer { try? handle.close() }
        guard (try? handle.seek(toOffset: UInt64(max(0, piece.offset)))) != nil,
            let data = try? handle.read(upToCount: piece.length), data.count == piece.length
        else { throw .missingImageData(page: page) }
        return Array(data)
    }
}
