import DocumentModel
import Dossiers

// The public face while the bodies are being written.
private let notYet = LedgerError(.notFound, "not yet")
extension LedgerTransaction {
    // Cases
    public func importCases(_ cases: [CaseRecord], at now: Instant) throws -> CaseImportSummary { throw notYet }
    public func findCase(_ code: CaseCode) throws -> CaseRecord? { throw notYet }
    public func caseStatus(_ code: CaseCode) throws -> CaseStatus? { throw notYet }
    public func caseCodes() throws -> [CaseCode] { throw notYet }

    // Batches. Files in scan order; ordinals follow.
    public func openBatch(
        name: String, station: String?, contentDigest: ContentDigest, files: [HandedFile], declaredPages: Int? = nil,
        at now: Instant
    ) throws -> (batch: BatchRecord, isNew: Bool) { throw notYet }
    public func batch(_ id: BatchID) throws -> BatchRecord? { throw notYet }
    public func batches() throws -> [BatchRecord] { throw notYet }
    public func files(of batch: BatchID) throws -> [BatchFile] { throw notYet }
    public func recordInspection(
        batch: BatchID, fileOrdinal: Int, format: FileInspection.Format?, pageCount: Int, isSigned: Bool
    ) throws { throw notYet }
    public func beginReading(_ id: BatchID) throws { throw notYet }
    public func finishBatch(_ id: BatchID, at now: Instant) throws { throw notYet }

    // Readings (cache by idempotence key)
    public func savePageReading(_ reading: PageReadingRecord, at now: Instant) throws { throw notYet }
    public func pageReading(key: String) throws -> PageReadingRecord? { throw notYet }

    // Issues found while files are taken, inspected and read. Recording one twice changes nothing.
    public func recordIssue(_ issue: IssueRecord, at now: Instant) throws { throw notYet }
    /// Takes back what was recorded for a file or page before it was read again with success.
    public func withdrawIssues(batch: BatchID, fileName: String, pageIndex: Int?) throws { throw notYet }
    public func issues(batch: BatchID?) throws -> [IssueRecord] { throw notYet }

    // Splitting. `issues` are those of the splitting only; those of `recordIssue` stay.
    @discardableResult
    public func replaceSplit(
        batch: BatchID, pages: [PageRecord], issues: [IssueRecord], waiting: [HeldPages], at now: Instant
    ) throws -> [WaitingItem] { throw notYet }
    public func pages(batch: BatchID) throws -> [PageRecord] { throw notYet }

    // Documents
    public func attach(_ draft: DocumentDraft, at now: Instant) throws -> AttachOutcome { throw notYet }
    public func document(_ id: DocumentID) throws -> DigitizedDocument? { throw notYet }
    public func documents(case code: CaseCode? = nil, batch: BatchID? = nil) throws -> [DigitizedDocument] { throw notYet }

    // People
    public func waitingItems(
        batch: BatchID? = nil, case code: CaseCode? = nil, openOnly: Bool = true
    ) throws -> [WaitingItem] { throw notYet }
    public func decide(
        _ id: WaitingID, _ decision: OtherContentDecision, by person: String, at now: Instant
    ) throws { throw notYet }
    /// Gives held-back pages to a case and component; returns the pages as they stand now, for making the document.
    public func assignHeldPages(
        _ id: WaitingID, to code: CaseCode, component: ComponentCode, by person: String, at now: Instant
    ) throws -> [PageRecord] { throw notYet }
    public func discardHeldPages(_ id: WaitingID, by person: String, at now: Instant) throws { throw notYet }

    // Search and export
    public func search(_ query: SearchQuery, limit: Int = 20) throws -> [SearchHit] { throw notYet }
    public func exportRows(case code: CaseCode? = nil, batch: BatchID? = nil) throws -> ExportRows { throw notYet }

    /// Every artifact that a record names, for verification and sweeping.
    public func referencedArtifacts() throws -> [ContentDigest] { throw notYet }
}
