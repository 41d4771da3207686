import DocumentModel
import VietnameseText

/// Reads the fields of a component from the text of its pages.
///
/// Everything on the paper that could be a field's value is a candidate with its evidence: labels, place, form, agreement
/// with other places, with the case register, with the rules of known layouts. A small model with learned weights
/// ranks them. What is not sure enough stays out: an empty field costs a clerk a glance, a wrong one costs a citizen.
public enum FieldReader {
    /// Values below this confidence are left out, 0 to 100.
    public static let threshold = 65.0

    /// Reads the pages of one component in order. When they hold several papers, the fields are those of the first.
    ///
    /// - Parameters:
    ///   - notAfter: the latest day that a date can bear, for example a year after the scan; `nil` for no limit.
    ///   - register: what the register knows of the case; it fills nothing that does not stand on the page.
    public static func read(
        pages: [PageReading], notAfter: CivilDate? = nil, register: RegisteredCase? = nil,
        vocabulary: FieldVocabulary = .standard, model: FieldModel = .standard
    ) -> DocumentFields {
        read(papers: pages.map { PaperPage($0) }, notAfter, register, vocabulary, model)
    }

    /// The same for pages of which only text and barcodes are known.
    public static func read(
        texts pages: [(text: PageText, barcodes: [Barcode])], notAfter: CivilDate? = nil,
        register: RegisteredCase? = nil, vocabulary: FieldVocabulary = .standard, model: FieldModel = .standard
    ) -> DocumentFields {
        read(
            papers: pages.map { PaperPage(text: $0.text, barcodes: $0.barcodes) }, notAfter, register, vocabulary, model
        )
    }

    /// All candidates with their evidence, and the kind of paper: what the weights are learned from.
    public static func candidates(
        pages: [PageReading], notAfter: CivilDate? = nil, register: RegisteredCase? = nil,
        vocabulary: FieldVocabulary = .standard
    ) -> (kind: FieldValue?, candidates: [FieldCandidate]) {
        candidates(papers: pages.map { PaperPage($0) }, notAfter, register, vocabulary)
    }

    /// The best of the candidates for each field.
    public static func ranked(_ candidates: [FieldCandidate], model: FieldModel) -> [RankedField] {
        let subject = RankedField(candidates.filter { $0.field == .subject }, model: model)
        let name = subject.flatMap { $0.value.confidence >= threshold ? Folding.folded($0.best.value) : nil }
        return FieldName.allCases.compactMap { field in
            RankedField(candidates.filter { $0.field == field && $0.canBelong(to: name) }, model: model)
        }
    }

    /// The fields as they are given: the best of each, without those that are too doubtful.
    public static func fields(
        kind: FieldValue?, candidates: [FieldCandidate], model: FieldModel
    ) -> DocumentFields {
        var fields: DocumentFields = [:]
        for ranked in ranked(candidates, model: model) { fields[ranked.best.field] = ranked.value }
        fields[.docType] = kind
        return fields.filter { $0.value.confidence >= threshold }
    }

    private static func candidates(
        papers pages: [PaperPage], _ notAfter: CivilDate?, _ register: RegisteredCase?, _ vocabulary: FieldVocabulary
    ) -> (kind: FieldValue?, candidates: [FieldCandidate]) {
        let count = FirstPaper.pageCount(of: pages.map(\.text), vocabulary.kinds)
        let paper = Paper(pages: Array(pages.prefix(count)), notAfter: notAfter, vocabulary: vocabulary)
        let kind = paper.identified.map {
            FieldValue(value: $0.kind.name, confidence: $0.confidence, page: 0, box: nil)
        }
        return (kind, CandidateFinder(paper, register: register).candidates())
    }

    private static func read(
        papers pages: [PaperPage], _ notAfter: CivilDate?, _ register: RegisteredCase?, _ vocabulary: FieldVocabulary,
        _ model: FieldModel
    ) -> DocumentFields {
        let (kind, candidates) = candidates(papers: pages, notAfter, register, vocabulary)
        return fields(kind: kind, candidates: candidates, model: model)
    }
}
