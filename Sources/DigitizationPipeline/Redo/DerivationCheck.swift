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

/// Compares the keys under which documents were made with those that the pipelines in force give; reads no page.
struct DerivationCheck: Sendable {
    let pipelines: Pipelines
    let recognizer: RecognizerIdentity

    /// What the document depends on now.
    func subject(of document: DigitizedDocument, in tx: LedgerTransaction) throws -> DocumentSubject {
        let content = document.content
        return try DocumentSubject(
            ComponentSlot(caseCode: content.caseCode, component: content.component), takenAt: content.occurredAt,
            signedOriginal: content.signedOriginal, pipelines: pipelines, in: tx)
    }

    /// What is out of date; `nil` when nothing is.
    func outdated(_ document: DigitizedDocument, in tx: LedgerTransaction) throws -> OutdatedDocument? {
        // What a person made of the text is not made again, nor what rests on it.
        guard !document.frozen.contains(.reading) else { return nil }
        let (subject, content) = (try subject(of: document, in: tx), document.content)
        let keys = try content.pages.map { try key(of: $0.content, subject.pipeline.readPages) }
        let pages = zip(keys, content.pages).count { $0 != $1.readingKey }
        let fields =
            try !document.frozen.contains(.fields) && subject.fieldsKey(keys) != content.derivation?.fields
        let pdf =
            try !document.frozen.contains(.pdf)
            && (fields || subject.pdfKey(keys, content.fields) != content.derivation?.pdf)
        guard pages > 0 || fields || pdf else { return nil }
        return OutdatedDocument(
            id: document.id, caseCode: content.caseCode, component: content.component, pages: pages, fields: fields,
            pdf: pdf && content.signedOriginal == nil)
    }

    private func key(of page: PageContent, _ parameters: Pipeline.ReadPages) throws -> String {
        try PageReadingKey.make(
            original: page.original, pageIndex: page.pageIndex, options: parameters.recognition,
            recognizer: recognizer, version: parameters.version)
    }
}
