/// Pages, annotations and fields of one revision: the objects that are compared one by one.
struct DocumentTree {
    struct Field {
        var entries: [String: PDFObject]
        /// Partial names from the root, joined with full stops.
        var name: String
        /// `FT`, inherited.
        var kind: String?
    }

    let catalog: [String: PDFObject]
    private(set) var pages: [PDFReference] = []
    private(set) var pageNodes: [PDFReference] = []
    /// Fields and widgets below them.
    private(set) var fields: [PDFReference: Field] = [:]
    private let revision: PDFRevision

    init(_ revision: PDFRevision) throws(PDFFault) {
        self.revision = revision
        guard let catalog = try revision.resolve(revision.trailer["Root"]).entries else { throw .malformed("catalog") }
        self.catalog = catalog
        var seen: Set<PDFReference> = []
        try collectPages(catalog["Pages"], seen: &seen, depth: revision.file.limits.depth)
        let form = try revision.resolve(catalog["AcroForm"]).entries ?? [:]
        for root in try revision.resolve(form["Fields"]).array ?? [] {
            try collectFields(root, name: "", kind: nil, depth: 32)
        }
    }

    func annotations(of page: PDFReference) throws(PDFFault) -> [PDFObject] {
        try revision.resolve(revision.object(page).entries?["Annots"]).array ?? []
    }

    private mutating func collectPages(
        _ node: PDFObject?, seen: inout Set<PDFReference>, depth: Int
    ) throws(PDFFault) {
        guard depth > 0, pages.count < revision.file.limits.pages else { throw .limit("pages") }
        guard let reference = node?.reference else { throw .malformed("page tree") }
        guard seen.insert(reference).inserted else { throw .malformed("page twice") }
        guard let entries = try revision.object(reference).entries else { throw .malformed("page tree") }
        guard let kids = try revision.resolve(entries["Kids"]).array else {
            pages.append(reference)
            return
        }
        pageNodes.append(reference)
        for kid in kids { try collectPages(kid, seen: &seen, depth: depth - 1) }
    }

    private mutating func collectFields(
        _ node: PDFObject, name: String, kind: String?, depth: Int
    ) throws(PDFFault) {
        guard depth > 0, fields.count < revision.file.limits.fields else { throw .limit("fields") }
        guard let reference = node.reference else { throw .malformed("field") }
        guard let entries = try revision.object(reference).entries else { return }
        var name = name
        if let part = try revision.resolve(entries["T"]).string {
            name += (name.isEmpty ? "" : ".") + PDFText.decode(part)
        }
        let kind = try revision.resolve(entries["FT"]).name ?? kind
        guard fields.updateValue(Field(entries: entries, name: name, kind: kind), forKey: reference) == nil else {
            throw .malformed("field twice")
        }
        for kid in try revision.resolve(entries["Kids"]).array ?? [] {
            try collectFields(kid, name: name, kind: kind, depth: depth - 1)
        }
    }
}
