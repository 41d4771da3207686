import DocumentModel

/// What signers allowed to be changed after them (ISO 32000-1, 12.8.2.2 and 12.8.2.4).
struct ModificationPermission {
    /// `DocMDP`: 1 nothing but evidence kept for later, 2 also forms and signatures, 3 also annotations.
    private(set) var level: Int?
    private var locksAll = false
    private var locked: Set<String> = []
    private var open: Set<String>?
    /// A transform that is not known here, or not written as it must be.
    private(set) var isUnknown = false

    init(signature entries: [String: PDFObject], in revision: PDFRevision) throws(PDFFault) {
        for item in try revision.resolve(entries["Reference"]).array ?? [] {
            guard let reference = try revision.resolve(item).entries else {
                isUnknown = true
                continue
            }
            let parameters = try revision.resolve(reference["TransformParams"]).entries ?? [:]
            switch try revision.resolve(reference["TransformMethod"]).name {
            case "DocMDP": try addLevel(revision.resolve(parameters["P"]))
            case "FieldMDP": try addFields(parameters, in: revision)
            default: isUnknown = true
            }
        }
    }

    private mutating func addLevel(_ value: PDFObject) {
        let level = value == .null ? 2 : value.integer ?? 0
        guard (1...3).contains(level) else {
            isUnknown = true
            return
        }
        self.level = min(self.level ?? 3, level)
    }

    private mutating func addFields(
        _ parameters: [String: PDFObject], in revision: PDFRevision
    ) throws(PDFFault) {
        if let level = parameters["P"] { try addLevel(revision.resolve(level)) }
        var names: Set<String> = []
        for name in try revision.resolve(parameters["Fields"]).array ?? [] {
            if let text = try revision.resolve(name).string { names.insert(PDFText.decode(text)) }
        }
        switch try revision.resolve(parameters["Action"]).name {
        case "All": locksAll = true
        case "Include": locked.formUnion(names)
        case "Exclude": open = open?.intersection(names) ?? names
        default: isUnknown = true
        }
    }

    func isLocked(field name: String) -> Bool {
        func covers(_ names: Set<String>) -> Bool { names.contains { name == $0 || name.hasPrefix($0 + ".") } }
        return locksAll || covers(locked) || open.map { !covers($0) } ?? false
    }

    /// Whether this signer allowed a change.
    func allows(_ change: RevisionChange) -> Bool {
        let level = level ?? 3
        switch change.kind {
        case .documentTimeStamp, .validationData, .metadata: return true
        case .signature, .formField: return level >= 2 && !isLocked(field: change.subject ?? "")
        case .signatureField: return level >= 2
        case .annotationAdded, .annotationChanged, .annotationRemoved: return level == 3 && self.level != nil
        default: return false
        }
    }
}
