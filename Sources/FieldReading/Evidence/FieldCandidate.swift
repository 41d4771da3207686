import DocumentModel
import VietnameseText

/// A value that could be a field's, with what speaks for and against it.
public struct FieldCandidate: Hashable, Sendable {
    public var field: FieldName
    /// In its canonical spelling.
    public var value: String
    /// 0-based page within the document.
    public var page: Int
    /// Where it stands; `nil` when it comes from a code.
    public var box: PixelBox?
    public var evidence: EvidenceSet
    /// Where it stands in the run of text; `nil` for what comes from a code or a rule that does not say.
    var range: Range<Int>?
    /// Name of the person to whom it belongs, folded; `nil` when that is not known.
    var owner: String?
    /// Whether the paper joins what the register has of the applicant with somebody else's: the applicant's name with
    /// another number, or the applicant's number with another name.
    var contradictsRegister = false
    /// Whether only the rules of known layouts propose it.
    var isFromLayoutAlone = false
    /// Where it begins in the run of text; -1 when that is not known.
    var offset: Int { range?.lowerBound ?? -1 }

    /// A value that stands at a range of the paper.
    init?(_ field: FieldName, _ value: String, at range: Range<Int>, in paper: Paper, doubt: Double = 1) {
        guard !value.isEmpty, let source = paper.passage.source(of: range) else { return nil }
        self.field = field
        self.value = value
        page = source.page
        box = source.box
        self.range = range
        evidence = EvidenceSet()
        evidence[.misread] = Self.misread(paper.passage.reliability(of: range, doubt: doubt))
    }

    /// A value that a reader of one field found.
    init(_ field: FieldName, _ candidate: Candidate, in paper: Paper) {
        self.field = field
        value = candidate.value
        page = candidate.page
        box = candidate.box
        range = candidate.offset.map { $0..<($0 + 1) }
        evidence = EvidenceSet()
        evidence.set(.code, candidate.box == nil && candidate.confidence >= 98)
        evidence[.misread] = Self.misread(candidate.reliability ?? 1)
    }

    /// The same as if the rules of known layouts had found nothing; `nil` when nothing else proposes it.
    public var withoutLayout: FieldCandidate? {
        guard !isFromLayoutAlone else { return nil }
        var copy = self
        copy.evidence[.layout] = 0
        copy.evidence[.layoutDiffers] = 0
        return copy
    }

    /// Whether it can be about the person with this name, folded: what stands behind another person's name is about that
    /// one, unless the register says otherwise.
    func canBelong(to name: String?) -> Bool {
        guard field.isAboutPerson, field != .subject, let name, let owner, evidence[.register] == 0 else { return true }
        return EditDistance.isWithin(2, owner, name)
    }

    private static func misread(_ reliability: Double) -> Double {
        min(3, -Evidence.logarithm(max(0.05, reliability)))
    }
}
