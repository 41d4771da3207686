import DocumentModel

/// What the chunks of a PNG file say (ISO/IEC 15948) without inflating its pixels.
struct PNGHeader {
    var width = 0
    var height = 0
    var bitDepth = 0
    /// 0 gray, 2 colour, 3 palette, 4 gray with alpha, 6 colour with alpha.
    var colourType = 0
    var isInterlaced = false
    /// Whether a chunk makes some colour transparent.
    var hasTransparency = false
    /// Colours of the palette, three bytes each.
    var palette: [UInt8] = []
    /// Offsets and lengths of the compressed data in file order.
    var dataChunks: [(offset: Int, length: Int)] = []
    /// Whether the end chunk is there; without it, the data tells whether the picture is.
    var hasEnd = false
    /// Dots per inch across and down; `nil` when the file gives none.
    var resolution: (x: Double, y: Double)?
    /// How much denser the dots lie across than down, where the file says that and nothing else.
    var aspect: Double?

    /// Most chunks that are walked; encoders write some hundreds at most.
    private static let maxChunks = 1 << 20

    /// - Throws: `truncated_image` when the file ends within a chunk or before any data, or does not begin with a sound
    ///   IHDR chunk.
    init(path: String) throws(FileFault) {
        let file = try RandomAccessFile(path: path)
        var position = 8
        for number in 0..<Self.maxChunks {
            if position == file.size, !dataChunks.isEmpty { return }
            guard let head = file.bytes(at: position, count: 8) else { throw Self.cut }
            let length = Self.integer(head, 0)
            let type = String(decoding: head[4..<8], as: UTF8.self)
            guard length <= file.size, file.bytes(at: position + 8 + length, count: 4) != nil else { throw Self.cut }
            guard (type == "IHDR") == (number == 0) else {
                throw FileFault(code: .truncatedImage, detail: "PNG does not begin with one IHDR chunk")
            }
            if type == "IEND" {
                hasEnd = true
                return
            }
            if type == "IDAT" {
                dataChunks.append((position + 8, length))
            } else if length <= 64 || type == "tRNS" || (type == "PLTE" && length <= 768),
                let body = file.bytes(at: position + 8, count: length)
            {
                try read(type, body)
            }
            position += 12 + length
        }
        throw FileFault(code: .truncatedImage, detail: "PNG of too many chunks")
    }

    private static var cut: FileFault { FileFault(code: .truncatedImage, detail: "PNG ends before its IEND chunk") }

    private mutating func read(_ type: String, _ body: [UInt8]) throws(FileFault) {
        switch type {
        case "IHDR":
            guard body.count == 13 else {
                throw FileFault(code: .truncatedImage, detail: "IHDR of \(body.count) bytes")
            }
            width = Self.integer(body, 0)
            height = Self.integer(body, 4)
            bitDepth = Int(body[8])
            colourType = Int(body[9])
            isInterlaced = body[12] != 0
        case "tRNS": hasTransparency = true
        case "PLTE": palette = body
        case "pHYs" where body.count == 9:
            let density = (Double(Self.integer(body, 0)), Double(Self.integer(body, 4)))
            if body[8] == 1 {
                resolution = (density.0 * 0.0254, density.1 * 0.0254)
            } else if density.0 > 0, density.1 > 0 {
                aspect = density.0 / density.1
            }
        default: break
        }
    }

    private static func integer(_ bytes: [UInt8], _ at: Int) -> Int {
        bytes[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}
