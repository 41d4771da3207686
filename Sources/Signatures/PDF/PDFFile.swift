/// The bytes of a PDF and what may be spent on them. One file is read by one task; nothing is shared.
final class PDFFile {
    let bytes: [UInt8]
    let limits: PDFLimits
    private var inflatedBytes = 0
    private var steps = 0

    init(_ bytes: [UInt8], limits: PDFLimits = PDFLimits()) throws(PDFFault) {
        guard bytes.count <= limits.fileBytes else { throw .limit("file size") }
        self.bytes = bytes
        self.limits = limits
    }

    /// Counts work; throws when a file asks for more than is allowed.
    func spend(_ count: Int = 1) throws(PDFFault) {
        steps += count
        guard steps <= limits.steps else { throw .limit("steps") }
    }

    /// The decoded bytes of a stream without filter or with `/FlateDecode` alone; other filters throw.
    func decoded(_ stream: PDFStream, resolve: (PDFObject) throws(PDFFault) -> PDFObject) throws(PDFFault) -> [UInt8] {
        guard stream.data.lowerBound >= 0, stream.data.upperBound <= bytes.count else { throw .malformed("stream") }
        let raw = bytes[stream.data]
        var filter = try resolve(stream.entries["Filter"] ?? .null)
        var parameters = try resolve(stream.entries["DecodeParms"] ?? .null)
        if case .array(let filters) = filter {
            guard filters.count <= 1 else { throw .malformed("filters") }
            filter = try resolve(filters.first ?? .null)
            if let list = parameters.array { parameters = try resolve(list.first ?? .null) }
        }
        guard filter != .null else {
            inflatedBytes += raw.count
            guard inflatedBytes <= limits.inflatedBytes else { throw .limit("stream data") }
            return Array(raw)
        }
        guard filter.name == "FlateDecode" || filter.name == "Fl" else { throw .malformed("filter") }
        guard let plain = Inflate.bytes(raw, limit: limits.inflatedBytes - inflatedBytes) else {
            throw .malformed("compressed data")
        }
        inflatedBytes += plain.count
        guard let entries = parameters.entries, let predictor = entries["Predictor"]?.integer, predictor > 1 else {
            return plain
        }
        let colors = entries["Colors"]?.integer ?? 1
        let bits = entries["BitsPerComponent"]?.integer ?? 8
        guard predictor >= 10, colors == 1, bits == 8,
            let rows = Inflate.unpredicted(plain, columns: entries["Columns"]?.integer ?? 1)
        else { throw .malformed("predictor") }
        return rows
    }
}
