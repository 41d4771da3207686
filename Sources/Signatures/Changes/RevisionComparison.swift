import DocumentModel

/// Describes what one increment changed, from the catalog down. Only what is known to leave the document as it was is
/// told apart; all else is a change.
struct RevisionComparison {
    private let old: PDFRevision
    private let new: PDFRevision
    private let oldTree: DocumentTree
    private let newTree: DocumentTree
    private let values: ValueComparison
    private var found: [RevisionChange] = []

    static func changes(from old: PDFRevision, to new: PDFRevision) throws(PDFFault) -> [RevisionChange] {
        var comparison = try RevisionComparison(old: old, new: new)
        try comparison.compare()
        var seen: Set<RevisionChange> = []
        return comparison.found.filter { seen.insert($0).inserted }
    }

    private init(old: PDFRevision, new: PDFRevision) throws(PDFFault) {
        self.old = old
        self.new = new
        oldTree = try DocumentTree(old)
        newTree = try DocumentTree(new)
        values = ValueComparison(old: old, new: new)
        var apart = Set((oldTree.pages + oldTree.pageNodes + Array(oldTree.fields.keys)).map(\.number))
        for value in [old.trailer["Root"], oldTree.catalog["AcroForm"]] {
            if let reference = value?.reference { apart.insert(reference.number) }
        }
        for page in oldTree.pages {
            apart.formUnion(try oldTree.annotations(of: page).compactMap { $0.reference?.number })
        }
        values.comparedApart = apart
    }

    private mutating func add(_ kind: RevisionChange.Kind, _ subject: String? = nil) {
        found.append(RevisionChange(kind: kind, subject: subject, revisionEnd: new.end))
    }

    private mutating func compare() throws(PDFFault) {
        // An increment continues what was there; a chain that leaves it out is another file.
        guard let start = old.sections.first?.offset, new.sections.contains(where: { $0.offset == start }),
            old.trailer["Root"]?.reference == new.trailer["Root"]?.reference
        else {
            add(.other, "Prev")
            return
        }
        if try !values.isSame(old.trailer["Info"], new.trailer["Info"]) { add(.metadata, "Info") }
        for key in try values.differingKeys(oldTree.catalog, newTree.catalog) {
            switch key {
            case "AcroForm", "Pages": break
            case "DSS": add(try isContinuedEvidence() ? .validationData : .catalog, key)
            case "Metadata": add(try isPlainMetadata() ? .metadata : .catalog, key)
            case "Extensions": add(.metadata, key)
            case "Version": add(newTree.catalog[key]?.name == nil ? .catalog : .metadata, key)
            default: add(.catalog, key)
            }
        }
        try compareForm()
        try comparePages()
    }

    // MARK: Pages

    private mutating func comparePages() throws(PDFFault) {
        if oldTree.catalog["Pages"]?.reference != newTree.catalog["Pages"]?.reference { add(.catalog, "Pages") }
        let kept = Set(newTree.pages)
        let known = Set(oldTree.pages)
        for (index, page) in oldTree.pages.enumerated() where !kept.contains(page) { add(.pageRemoved, "\(index + 1)") }
        for (index, page) in newTree.pages.enumerated() where !known.contains(page) { add(.pageAdded, "\(index + 1)") }
        if oldTree.pages.filter(kept.contains) != newTree.pages.filter(known.contains) { add(.pagesReordered) }
        let isSameList = oldTree.pages == newTree.pages
        for node in oldTree.pageNodes {
            let keys = try values.differingKeys(old.object(node).entries ?? [:], new.object(node).entries ?? [:])
            // Pages that came or went are told above.
            if keys.contains(where: { isSameList || ($0 != "Kids" && $0 != "Count") }) { add(.page, "tree") }
        }
        for (index, page) in oldTree.pages.enumerated() where kept.contains(page) {
            let keys = try values.differingKeys(old.object(page).entries ?? [:], new.object(page).entries ?? [:])
            if keys.contains(where: { $0 != "Annots" }) { add(.page, "\(index + 1)") }
            try compareAnnotations(of: page, subject: "\(index + 1)")
        }
    }

    private mutating func compareAnnotations(of page: PDFReference, subject: String) throws(PDFFault) {
        let before = try oldTree.annotations(of: page)
        let after = try newTree.annotations(of: page)
        var rest = after[...]
        for annotation in before {
            guard let place = rest.firstIndex(of: annotation) else {
                // Also when their order, and with it what lies on top, was changed.
                add(.annotationRemoved, subject)
                continue
            }
            for added in rest[..<place] { addAnnotation(added, subject) }
            rest = rest[(place + 1)...]
            guard let reference = annotation.reference else {
                if try !values.isSame(annotation, after[place]) { add(.annotationChanged, subject) }
                continue
            }
            if oldTree.fields[reference] != nil, newTree.fields[reference] != nil { continue }
            let entries = try (old.object(reference).entries ?? [:], new.object(reference).entries ?? [:])
            if try !values.differingKeys(entries.0, entries.1).isEmpty { add(.annotationChanged, subject) }
        }
        for added in rest { addAnnotation(added, subject) }
    }

    private mutating func addAnnotation(_ annotation: PDFObject, _ subject: String) {
        if let reference = annotation.reference, let field = newTree.fields[reference], field.kind == "Sig",
            oldTree.fields[reference] == nil
        {
            return  // told with its field
        }
        add(.annotationAdded, subject)
    }

    // MARK: Form

    private mutating func compareForm() throws(PDFFault) {
        let before = try old.resolve(oldTree.catalog["AcroForm"]).entries ?? [:]
        let after = try new.resolve(newTree.catalog["AcroForm"]).entries ?? [:]
        for key in try values.differingKeys(before, after) {
            switch key {
            case "Fields":
                guard try Self.isContinued(old.resolve(before[key]), by: new.resolve(after[key])) else {
                    add(.form, key)
                    continue
                }
            case "SigFlags" where after[key]?.integer != nil: break
            case "DR" where try isContinuedResources(old.resolve(before[key]), by: new.resolve(after[key])): break
            default: add(.form, key)
            }
        }
        for reference in oldTree.fields.keys.sorted(by: { $0.number < $1.number }) {
            guard let field = oldTree.fields[reference] else { continue }
            guard let later = newTree.fields[reference], later.name == field.name, later.kind == field.kind else {
                add(.form, field.name)
                continue
            }
            try compareField(field, later)
        }
        let names = Set(oldTree.fields.values.map(\.name))
        for (reference, field) in newTree.fields.sorted(by: { $0.key.number < $1.key.number })
        where oldTree.fields[reference] == nil {
            let isWidget = try new.resolve(field.entries["T"]).string == nil
            if field.kind != "Sig" || !isWidget && names.contains(field.name)
                || field.entries.keys.contains(where: { !Self.signatureFieldKeys.contains($0) })
            {
                add(.form, field.name)
            } else if !isWidget {
                try addSignature(field)
            }
        }
    }

    private mutating func compareField(_ before: DocumentTree.Field, _ after: DocumentTree.Field) throws(PDFFault) {
        let keys = try values.differingKeys(before.entries, after.entries)
        guard !keys.isEmpty else { return }
        let value = try old.resolve(before.entries["V"])
        if before.kind == "Sig", value == .null, keys.allSatisfy({ $0 == "V" || $0 == "AP" || $0 == "Kids" }) {
            if keys.contains("Kids"),
                try !Self.isContinued(old.resolve(before.entries["Kids"]), by: new.resolve(after.entries["Kids"]))
            {
                add(.form, before.name)
            }
            // A new appearance without a signature is none that signing made.
            if keys.contains("V") {
                try addSignature(after)
            } else if keys.contains("AP") {
                add(.annotationChanged, before.name)
            }
        } else if before.kind != "Sig", before.kind != nil, keys.allSatisfy(Self.filledKeys.contains) {
            add(.formField, before.name)
        } else if before.kind == nil, keys == ["Kids"],
            try Self.isContinued(old.resolve(before.entries["Kids"]), by: new.resolve(after.entries["Kids"]))
        {
            return  // what was added below is told by itself
        } else {
            add(.form, before.name)
        }
    }

    private mutating func addSignature(_ field: DocumentTree.Field) throws(PDFFault) {
        guard let entries = try new.resolve(field.entries["V"]).entries else {
            // Without a signature nobody stands for what the field draws.
            add(field.entries["AP"] == nil ? .signatureField : .annotationAdded, field.name)
            return
        }
        let isTimeStamp = try new.resolve(entries["SubFilter"]).name == "ETSI.RFC3161"
        add(isTimeStamp ? .documentTimeStamp : .signature, field.name)
    }

    private static let filledKeys: Set<String> = ["V", "AS", "AP", "I", "M"]
    private static let signatureFieldKeys: Set<String> = [
        "FT", "T", "V", "F", "Ff", "Type", "Subtype", "Rect", "P", "AP", "DA", "Parent", "SV", "Lock", "MK", "BS",
        "Border", "M", "NM", "TU", "Kids", "DR",
    ]

    // MARK: What only grew

    /// All values of the one list stand in the other, in the same order.
    private static func isContinued(_ old: PDFObject, by new: PDFObject) -> Bool {
        guard let after = new.array else { return false }
        var rest = after[...]
        for value in old.array ?? [] {
            guard let place = rest.firstIndex(of: value) else { return false }
            rest = rest[(place + 1)...]
        }
        return old == .null || old.array != nil
    }

    private func isContinuedResources(_ before: PDFObject, by after: PDFObject) throws(PDFFault) -> Bool {
        guard let new = after.entries else { return false }
        for (kind, value) in before.entries ?? [:] {
            let names = try old.resolve(value).entries ?? [:]
            let later = try self.new.resolve(new[kind]).entries ?? [:]
            for (name, resource) in names where try !values.isSame(resource, later[name]) { return false }
            if names.isEmpty, try !values.isSame(value, new[kind]) { return false }
        }
        return true
    }

    private func isPlainMetadata() throws(PDFFault) -> Bool {
        guard let stream = try new.resolve(newTree.catalog["Metadata"]).stream else { return false }
        return PlainXML.isPlain(try new.decoded(stream))
    }

    /// Certificates, lists and answers that were kept stay kept.
    private func isContinuedEvidence() throws(PDFFault) -> Bool {
        guard let after = try new.resolve(newTree.catalog["DSS"]).entries else { return false }
        let before = try old.resolve(oldTree.catalog["DSS"]).entries ?? [:]
        let known: Set<String> = ["Type", "Certs", "CRLs", "OCSPs", "VRI"]
        guard Set(after.keys).isSubset(of: known) else { return false }
        for key in ["Certs", "CRLs", "OCSPs"] {
            let kept = try old.resolve(before[key]).array ?? []
            let later = try new.resolve(after[key]).array ?? []
            for value in kept {
                guard later.contains(value), try values.isSame(value, value) else { return false }
            }
        }
        return true
    }
}
