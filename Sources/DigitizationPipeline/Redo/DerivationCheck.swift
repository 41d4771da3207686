import Dossiers
import Ledger
import RecognizerProtocol

/// What of a document is out of date.
public struct OutdatedDocument: Hashable, Sendable {
    public var id: DocumentID
    public var caseCode: CaseCode
    public var component: ComponentCode
    /// Pages that have to be read again, or were read so already and only have to be taken over.
    public var pages: Int
    /// Whether the fields have to be read again.
    public var fields: Bool
    /// Whether the PDF has to be made again. It may turn out that it need not when new fields are the same as before.
    public var pdf: Bool
}

/// Compares the keys under which documents were made with those that the pipelines in force, and what people corrected,
/// give; reads no page.
struct DerivationCheck: Sendable {
    let pipelines: Pipelines
    /// What reads pages; `nil` where only corrections are looked at, and no page is read anew.
    let recognizer: RecognizerIdentity?

    /// What the document depends on now.
    func subject(of document: DigitizedDocument, in tx: LedgerTransaction) throws -> DocumentSubject {
        let content = document.content
        return try DocumentSubject(
            ComponentSlot(caseCode: content.caseCode, component: content.component), takenAt: content.occurredAt,
            signedOriginal: content.signedOriginal, pipelines: pipelines,
            corrections: StandingCorrections(
                tx.corrections(of: document), bases: tx.decidedReadings(of: document.id)), in: tx)
    }

    /// What is out of date; `nil` when nothing is.
    func outdated(_ document: DigitizedDocument, in tx: LedgerTransaction) throws -> OutdatedDocument? {
        let (subject, content) = (try subject(of: document, in: tx), document.content)
        // What a person made of the text is not made again, nor what rests on it; what follows from corrections is.
        let corrected = content.pages.indices.filter { subject.corrections.readings[content.pages[$0].pageID] != nil }
        guard document.frozenPages.isSubset(of: corrected) else { return nil }
        let keys = try content.pages.map { try key(of: $0, subject) }
        let pages = zip(keys, content.pages).count { $0 != $1.readingKey }
        let frozen = document.frozenKinds(subject.corrections)
        let fields = try !frozen.contains(.fields) && subject.fieldsKey(keys) != content.derivation?.fields
        let pdf =
            try !frozen.contains(.pdf)
            && (fields || subject.pdfKey(keys, content.fields) != content.derivation?.pdf)
        guard pages > 0 || fields || pdf else { return nil }
        return OutdatedDocument(
            id: document.id, caseCode: content.caseCode, component: content.component, pages: pages, fields: fields,
            pdf: pdf && content.signedOriginal == nil)
    }

    /// A page that people corrected keeps the machine's reading that they corrected, whatever would read it otherwise now.
    private func key(of page: DocumentPage, _ subject: DocumentSubject) throws -> String {
        if let base = subject.corrections.readings[page.pageID] {
            return CorrectedReadingKey.make(base: base, subject.corrections, of: page.pageID)
        }
        guard let recognizer else { return page.readingKey }
        let parameters = subject.pipeline.readPages
        return try PageReadingKey.make(
            original: page.content.original, pageIndex: page.content.pageIndex, options: parameters.recognition,
            recognizer: recognizer, version: parameters.version)
    }
}

extension DigitizedDocument {
    /// What of it stays whatever its key is. Fields that people decided about one by one follow what is read of the others.
    func frozenKinds(_ corrections: StandingCorrections) -> Set<DerivativeKind> {
        corrections.touchedFields.isEmpty ? frozen : frozen.subtracting([.fields])
    }
}
