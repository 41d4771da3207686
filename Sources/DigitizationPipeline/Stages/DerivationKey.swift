import Basics
import DocumentModel
import Dossiers
import FieldReading
import Ledger
import Office
import VietnameseText

/// The idempotence key of a document's fields. Whoever changes what ``FieldReader`` finds raises ``version``.
enum FieldsKey {
    /// Version of the stage `read-fields`.
    static let version = 4
}

/// The idempotence key of a document's PDF. Whoever changes what the assembly writes raises ``version``.
enum PDFKey {
    /// Version of the stage `assemble`.
    static let version = 4
}

/// Everything on which a document's fields and PDF depend beside the readings of its pages.
struct DocumentSubject: Sendable {
    let slot: ComponentSlot
    let takenAt: Instant
    /// What the register calls the component.
    let componentName: String
    /// What the register knows of the case, to be compared with what the pages say.
    let register: RegisteredCase
    let vocabulary: FieldVocabulary
    /// The signed PDF that stands for itself.
    let signedOriginal: ContentDigest?
    let pipeline: Pipeline
    /// What people decided about its words and fields.
    let corrections: StandingCorrections

    /// - Parameter pipelines: of which the one for this component is taken.
    init(
        _ slot: ComponentSlot, takenAt: Instant, signedOriginal: ContentDigest?, pipelines: Pipelines,
        corrections: StandingCorrections = .none, in tx: LedgerTransaction
    ) throws {
        self.corrections = corrections
        let record = try tx.findCase(slot.caseCode)
        self.slot = slot
        self.takenAt = takenAt
        componentName = record?.rule(slot.component)?.name ?? slot.component.rawValue
        register = RegisteredCase(
            applicant: record?.applicant, idNumber: record?.idNumber, address: record?.address)
        vocabulary = pipelines.rules.vocabulary
        self.signedOriginal = signedOriginal
        pipeline = pipelines.pipeline(
            procedure: record?.procedureCode ?? "", component: slot.component, takenAt: takenAt)
    }

    /// No paper bears a date more than a year after it was scanned.
    var latestDate: CivilDate? {
        LocalTime.day(of: takenAt).flatMap { CivilDate(year: $0.year + 1, month: $0.month, day: min($0.day, 28)) }
    }

    func metadata(_ fields: DocumentFields) -> DocumentMetadata {
        DocumentMetadata(
            title: fields[.title]?.value ?? componentName, caseCode: slot.caseCode.rawValue,
            componentCode: slot.component.rawValue, fields: fields.mapValues(\.value), createdAt: takenAt.milliseconds)
    }

    // MARK: Keys

    /// - Parameter readingKeys: of the pages in order.
    func fieldsKey(_ readingKeys: [String]) throws -> String {
        let parameters = pipeline.readFields
        let latest = latestDate.map { "\($0.year)-\($0.month)-\($0.day)" } ?? ""
        var parts = ["read-fields", String(parameters.version), String(parameters.minimumConfidence), latest]
        parts += [register.applicant ?? "", register.idNumber ?? "", register.address ?? ""]
        let decided = corrections.basisOfFields
        if !decided.isEmpty { parts += ["corrected", String(CorrectedReading.version)] + decided }
        if vocabulary != .standard { parts.append(try ContentDigest(ofTexts: vocabulary.words).rawValue) }
        return try ContentDigest(ofTexts: parts + readingKeys).rawValue
    }

    /// The recognizer's identity is part of the readings' keys. How long the assembly may take does not matter to its
    /// outcome. A signed original is never made again.
    func pdfKey(_ readingKeys: [String], _ fields: DocumentFields) throws -> String {
        if let signedOriginal { return try ContentDigest(ofTexts: ["signed", signedOriginal.rawValue]).rawValue }
        let metadata = metadata(fields)
        var parts = ["assemble", String(pipeline.assemble.version), metadata.title, metadata.caseCode]
        parts += [metadata.componentCode, String(metadata.createdAt), String(metadata.fields.count)]
        for (name, value) in metadata.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            parts += [name.rawValue, value]
        }
        return try ContentDigest(ofTexts: parts + readingKeys).rawValue
    }
}
