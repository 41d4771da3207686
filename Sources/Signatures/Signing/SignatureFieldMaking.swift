/// Makes the objects of a new signature field: field and widget in one, the signature's dictionary, the form and the page that
/// they stand in.
struct SignatureFieldMaking {
    private let revision: PDFRevision
    private let name: String
    private let time: Int64
    private var update: IncrementalUpdate
    private let field: PDFReference
    private let value: PDFReference
    private let page: PDFReference
    private var widget: [String: PDFObject]

    init(_ revision: PDFRevision, field name: String, time: Int64) throws(PDFFault) {
        self.revision = revision
        (self.name, self.time) = (name, time)
        update = try IncrementalUpdate(revision)
        (field, value) = (update.reserve(), update.reserve())
        guard let page = try DocumentTree(revision).pages.first else { throw .malformed("no page") }
        self.page = page
        widget = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
            "T": .string([0xFE, 0xFF] + name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
            "V": .reference(value), "P": .reference(page),
            // Printed, and not to be moved or changed (132): PDF/A demands the one, a signature the other.
            "F": .integer(132), "Rect": .array(Array(repeating: .integer(0), count: 4)),
        ]
    }

    /// Puts a drawing into the upper right corner of the page as it is shown.
    mutating func show(_ block: UnsignedDocument.Block) throws(PDFFault) {
        let rotation = ((try revision.inherited("Rotate", of: page).integer ?? 0) / 90 % 4 + 4) % 4
        let cropped = try revision.inherited("CropBox", of: page).array
        let whole = try revision.inherited("MediaBox", of: page).array
        guard let box = (cropped ?? whole)?.compactMap(\.number), box.count == 4 else { throw .malformed("MediaBox") }
        let (left, bottom) = (min(box[0], box[2]), min(box[1], box[3]))
        let (width, height) = (abs(box[2] - box[0]), abs(box[3] - box[1]))
        var drawing = try AppearanceImport(block.drawing)
        let (form, size) = try drawing.form(into: &update, rotation: rotation)
        // Along the page's own axes, wherever its upper right corner has come to by turning.
        let isTurned = !rotation.isMultiple(of: 2)
        let (wide, high) = isTurned ? (size.height, size.width) : (size.width, size.height)
        let isRight = rotation == 0 || rotation == 3
        let isUp = rotation == 0 || rotation == 1
        let x = isRight ? left + width - block.margin - wide : left + block.margin
        let y = isUp ? bottom + height - block.margin - high : bottom + block.margin
        widget["Rect"] = .array([x, y, x + wide, y + high].map(PDFObject.real))
        widget["AP"] = .dictionary(["N": .reference(form)])
    }

    /// The file with a hole of so many bytes.
    mutating func finished(room: Int) throws(PDFFault) -> (bytes: [UInt8], hole: Range<Int>) {
        update.put(field, .dictionary(widget))
        try putIntoPage()
        try putIntoForm()
        let ranges = "[0 0000000000 0000000000 0000000000]"
        let head =
            "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (\(PDFText.date(time))) /ByteRange "
        let hole = "<" + String(repeating: "0", count: room * 2) + ">"
        update.put(value, Array((head + ranges + " /Contents " + hole + ">>").utf8))
        var (bytes, places) = update.written()
        guard let start = places[value] else { throw .malformed("signature") }
        let holeStart = start + head.utf8.count + ranges.utf8.count + " /Contents ".utf8.count
        let holeEnd = holeStart + hole.utf8.count
        var written = "[0 \(holeStart) \(holeEnd) \(bytes.count - holeEnd)"
        written += String(repeating: " ", count: ranges.utf8.count - written.utf8.count - 1) + "]"
        let rangeStart = start + head.utf8.count
        bytes.replaceSubrange(rangeStart..<(rangeStart + ranges.utf8.count), with: Array(written.utf8))
        return (bytes, holeStart..<holeEnd)
    }

    private mutating func putIntoPage() throws(PDFFault) {
        guard var entries = try revision.object(page).entries else { throw .malformed("page") }
        try append(to: "Annots", of: &entries, at: page)
    }

    private mutating func putIntoForm() throws(PDFFault) {
        guard let root = revision.trailer["Root"]?.reference, var catalog = try revision.object(root).entries else {
            throw .malformed("catalog")
        }
        var form = try revision.resolve(catalog["AcroForm"]).entries ?? [:]
        form["SigFlags"] = .integer((try revision.resolve(form["SigFlags"]).integer ?? 0) | 3)
        if let reference = catalog["AcroForm"]?.reference {
            try append(to: "Fields", of: &form, at: reference, changes: true)
        } else {
            form["Fields"] = .array((try revision.resolve(form["Fields"]).array ?? []) + [.reference(field)])
            catalog["AcroForm"] = .dictionary(form)
            update.put(root, .dictionary(catalog))
        }
    }

    /// Adds the field to an array of an object; where the array is an object itself, that one alone is written.
    /// - Parameter changes: whether the object changes in any case.
    private mutating func append(
        to key: String, of entries: inout [String: PDFObject], at owner: PDFReference, changes: Bool = false
    ) throws(PDFFault) {
        let list = (try revision.resolve(entries[key]).array ?? []) + [PDFObject.reference(field)]
        if let reference = entries[key]?.reference {
            update.put(reference, .array(list))
            if changes { update.put(owner, .dictionary(entries)) }
        } else {
            entries[key] = .array(list)
            update.put(owner, .dictionary(entries))
        }
    }
}

extension PDFText {
    /// A moment as `D:20260423155416+07'00'`.
    /// - Parameter milliseconds: since 1970.
    static func date(_ milliseconds: Int64) -> String {
        let local = milliseconds / 1000 + 7 * 3600
        let day = Int((Double(local) / 86_400).rounded(.down))
        let second = Int(local) - day * 86_400
        let (year, month, date) = CivilTime.date(ofDay: day)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return
            "D:\(year)\(two(month))\(two(date))\(two(second / 3600))\(two(second / 60 % 60))\(two(second % 60))+07'00'"
    }
}
