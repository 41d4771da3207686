/// A terminal field of the form.
struct FormField {
    /// Partial names from the root, joined with full stops.
    var name: String
    var reference: PDFReference?
    var entries: [String: PDFObject]
    /// `Sig`, `Tx`, `Btn`, `Ch`; inherited.
    var kind: String?
    /// `V`, inherited, not resolved.
    var value: PDFObject?
    /// Widgets: the field itself or its kids without a name.
    var widgets: [PDFReference]
}

/// Finds the fields of the interactive form (ISO 32000-1, 12.7).
struct FormFieldReader {
    let revision: PDFRevision

    func fields() throws(PDFFault) -> [FormField] {
        let catalog = try revision.resolve(revision.trailer["Root"]).entries ?? [:]
        guard let form = try revision.resolve(catalog["AcroForm"]).entries else { return [] }
        let roots = try revision.resolve(form["Fields"]).array ?? []
        var fields: [FormField] = []
        var seen: Set<PDFReference> = []
        for root in roots {
            try collect(root, Inherited(), into: &fields, seen: &seen, depth: 32)
        }
        return fields
    }

    private struct Inherited {
        var names: [String] = []
        var kind: String?
        var value: PDFObject?
    }

    private func collect(
        _ node: PDFObject, _ inherited: Inherited, into fields: inout [FormField], seen: inout Set<PDFReference>,
        depth: Int
    ) throws(PDFFault) {
        guard depth > 0, fields.count < revision.file.limits.fields else { throw .limit("fields") }
        if let reference = node.reference {
            guard seen.insert(reference).inserted else { throw .malformed("field twice") }
        }
        guard let entries = try revision.resolve(node).entries else { return }
        var inherited = inherited
        if let name = try revision.resolve(entries["T"]).string { inherited.names.append(PDFText.decode(name)) }
        if let kind = try revision.resolve(entries["FT"]).name { inherited.kind = kind }
        if let value = entries["V"] { inherited.value = value }
        let kids = try revision.resolve(entries["Kids"]).array ?? []
        var widgets: [PDFReference] = []
        var children: [PDFObject] = []
        for kid in kids {
            if try revision.resolve(kid).entries?["T"] == nil, let reference = kid.reference {
                widgets.append(reference)
            } else {
                children.append(kid)
            }
        }
        if children.isEmpty {
            if kids.isEmpty, let reference = node.reference { widgets.append(reference) }
            fields.append(
                FormField(
                    name: inherited.names.joined(separator: "."), reference: node.reference, entries: entries,
                    kind: inherited.kind, value: inherited.value, widgets: widgets))
        }
        for child in children {
            try collect(child, inherited, into: &fields, seen: &seen, depth: depth - 1)
        }
    }
}
