/// Takes the first page of a small PDF over as a form, with its fonts: what a signature's field shows is drawn by whoever
/// draws all other sheets.
struct AppearanceImport {
    private let source: PDFRevision
    private var copies: [PDFReference: PDFReference] = [:]
    private static let mostObjects = 500

    /// - Parameter bytes: a PDF of ours.
    init(_ bytes: [UInt8]) throws(PDFFault) { source = try SignatureReader.lastRevision(of: bytes) }

    /// Size of the page in points.
    struct Size { var width, height: Double }

    /// Puts the form into an increment.
    /// - Parameter rotation: of the page that it will stand on, in quarters clockwise.
    mutating func form(
        into update: inout IncrementalUpdate, rotation: Int
    ) throws(PDFFault) -> (reference: PDFReference, size: Size) {
        guard let page = try DocumentTree(source).pages.first, let entries = try source.object(page).entries,
            let box = try source.inherited("MediaBox", of: page).array?.compactMap(\.number), box.count == 4
        else { throw .malformed("appearance") }
        let reference = update.reserve()
        var form: [String: PDFObject] = [
            "Type": .name("XObject"), "Subtype": .name("Form"), "FormType": .integer(1),
            "BBox": .array(box.map(PDFObject.real)), "Matrix": Self.matrix(rotation),
        ]
        form["Resources"] = try copy(source.inherited("Resources", of: page), into: &update, depth: 32)
        let contents = try source.resolve(entries["Contents"])
        guard let stream = contents.stream else { throw .malformed("appearance") }
        for key in ["Filter", "DecodeParms"] { form[key] = stream.entries[key] }
        update.put(reference, PDFWriting.stream(form, Array(source.file.bytes[stream.data])))
        return (reference, Size(width: box[2] - box[0], height: box[3] - box[1]))
    }

    /// Turns the form so that it stands upright on a page that is shown turned.
    private static func matrix(_ rotation: Int) -> PDFObject {
        let turns = [[1, 0, 0, 1], [0, 1, -1, 0], [-1, 0, 0, -1], [0, -1, 1, 0]]
        return .array((turns[rotation & 3] + [0, 0]).map(PDFObject.integer))
    }

    private mutating func copy(
        _ value: PDFObject, into update: inout IncrementalUpdate, depth: Int
    ) throws(PDFFault) -> PDFObject {
        guard depth > 0, copies.count < Self.mostObjects else { throw .limit("appearance") }
        switch value {
        case .reference(let reference):
            if let known = copies[reference] { return .reference(known) }
            let new = update.reserve()
            copies[reference] = new
            let object = try source.object(reference)
            if case .stream(let stream) = object {
                let entries = try copy(.dictionary(stream.entries), into: &update, depth: depth - 1).entries ?? [:]
                update.put(new, PDFWriting.stream(entries, Array(source.file.bytes[stream.data])))
            } else {
                update.put(new, try copy(object, into: &update, depth: depth - 1))
            }
            return .reference(new)
        case .array(let items):
            var copied: [PDFObject] = []
            for item in items { copied.append(try copy(item, into: &update, depth: depth - 1)) }
            return .array(copied)
        case .dictionary(let entries):
            var copied: [String: PDFObject] = [:]
            for (key, item) in entries.sorted(by: { $0.key < $1.key }) where key != "Parent" {
                copied[key] = try copy(item, into: &update, depth: depth - 1)
            }
            return .dictionary(copied)
        case .null, .boolean, .integer, .real, .string, .name, .stream: return value
        }
    }
}
