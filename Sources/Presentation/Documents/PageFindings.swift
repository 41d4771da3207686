import DocumentModel

/// What was found on a page beside its text, as an export shows it.
public struct PageFindings: Encodable, Sendable {
    struct Mark: Encodable, Sendable {
        var kind: String
        var box: PixelBox
        var confidence: Double
        var sure: Bool
    }

    struct Correction: Encodable, Sendable {
        var recognized: String
        var text: String
        var box: PixelBox
    }

    struct Box: Encodable, Sendable {
        /// `☑` or `☐`.
        var mark: String
        var ticked: Bool
        var label: String
        var box: PixelBox
    }

    /// Seals, stamps of arrival and signatures.
    var marks: [Mark]
    /// Whether the page bears a seal; null when that is for a person to say.
    var seal: Nullable<Bool>
    /// Whether the page bears a signature; null when that is for a person to say.
    var signature: Nullable<Bool>

    /// Tables with ruled lines, cell by cell.
    var tables: [PageTable]
    /// Squares of forms, empty or ticked, with what they stand for.
    var checkboxes: [Box]
    /// Words that were corrected, with what had been read.
    var corrections: [Correction]
    /// What is worth telling of how the page was scanned and read, by name.
    var remarks: [String]
    /// Share of the words that need no second look, 0 to 1; null without any.
    var sureWords: Nullable<Double>

    /// - Returns: `nil` when the reading was made before such things were looked for.
    public init?(_ found: FoundOnPage) {
        guard let marks = found.marks else { return nil }
        self.marks = marks.map {
            Mark(kind: $0.kind.rawValue, box: $0.box, confidence: $0.confidence.rounded(), sure: $0.isSure)
        }
        tables = found.tables ?? []
        checkboxes = (found.checkboxes ?? []).map {
            Box(mark: $0.mark, ticked: $0.isTicked, label: $0.label, box: $0.box)
        }
        remarks = found.remarks ?? []
        sureWords = Nullable(found.text.sureShare.map { ($0 * 1000).rounded() / 1000 })
        corrections = found.text.words.compactMap { word in
            word.recognized.map { Correction(recognized: $0, text: word.text, box: word.box) }
        }
        seal = Nullable(marks.presence(of: .seal).isThere)
        signature = Nullable(marks.presence(of: .signature).isThere)
    }
}

/// The parts of a stored reading of which a view tells.
public struct FoundOnPage: Decodable, Sendable {
    var marks: [PaperMark]?
    var tables: [PageTable]?
    var checkboxes: [Checkbox]?
    var remarks: [String]?
    var text: PageText
}

extension MarkPresence {
    /// `nil` when a person has to say.
    fileprivate var isThere: Bool? {
        switch self {
        case .yes: true
        case .no: false
        case .unsure: nil
        }
    }
}
