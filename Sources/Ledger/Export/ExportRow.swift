import Basics
import DocumentModel
import Dossiers

/// A document as an export shows it: a digitized document, or pages of one batch that belong to none.
public struct ExportDocument: Hashable, Sendable {
    /// `nil` for held-back pages, and for pages that repeat what a document of another batch holds already.
    public var documentID: DocumentID?
    public var state: DigitizedDocument.State?
    /// `nil` for held-back pages.
    public var caseCode: CaseCode?
    public var component: ComponentCode?
    public var batchID: BatchID
    /// Name of the folder or file that was handed in.
    public var batchName: String
    public var pdf: ContentDigest?
    public var signedOriginal: ContentDigest?
    public var fields: DocumentFields
    /// Pages in order: those of the document, then the blank and duplicate ones that were left out of it.
    public var pages: [ExportPage]
    public var occurredAt: Instant?
    public var recordedAt: Instant?
}

/// A page as an export shows it. Separator sheets are left out.
public struct ExportPage: Hashable, Sendable, PageWithProperties {
    public var pageID: PageID
    /// Name of its file as written.
    public var fileName: String
    /// 0-based page in the file.
    public var pageIndex: Int
    public var kind: PageRecord.Kind
    /// Text in reading order, lines joined by line feeds; empty when it was not read.
    public var text: String
    public var properties: PageProperties
    /// The whole reading, as JSON; `nil` when the page was not read.
    public var reading: ContentDigest?
}

/// An issue with the name of its batch.
public struct ExportIssue: Hashable, Sendable {
    public var batchName: String
    public var issue: IssueRecord
}

/// A separator sheet as an export shows it.
public struct ExportSeparator: Hashable, Sendable {
    public var batchName: String
    public var fileName: String
    /// 0-based page in the file.
    public var pageIndex: Int
    /// `nil` where an earlier version did not tell.
    public var evidence: SeparatorEvidence?
}

extension ExportSeparator {
    init(_ page: PageRecord, batchName: String) {
        self.init(
            batchName: batchName, fileName: page.fileName, pageIndex: page.pageIndex, evidence: page.evidence)
    }
}

/// How many pages of a batch went where.
public struct ExportSum: Hashable, Sendable {
    public var batchName: String
    public var sum: PageSum
}

/// Everything that an export prints.
public struct ExportRows: Hashable, Sendable {
    public var documents: [ExportDocument]
    public var issues: [ExportIssue]
    public var separators: [ExportSeparator]
    /// By batch; none when only one case was asked for, to which no batch belongs as a whole.
    public var sums: [ExportSum]

    public init(
        documents: [ExportDocument] = [], issues: [ExportIssue] = [], separators: [ExportSeparator] = [],
        sums: [ExportSum] = []
    ) {
        (self.documents, self.issues, self.separators, self.sums) = (documents, issues, separators, sums)
    }
}

extension LedgerTransaction {
    /// What an export shows: the digitized documents of every state with their blank and duplicate pages, then per batch
    /// the pages that belong to no case yet, and the issues. Everything is read at once: of a large ledger ask for a case,
    /// a batch, or page by page with ``exportedDocuments(in:after:cases:)``.
    /// - Parameters:
    ///   - code: only what belongs to this case; held-back pages do not.
    ///   - batch: only what came with this batch.
    ///   - scope: of a case or a batch only what is a matter of its agencies. That they may see the batch is for the
    ///     caller to ask.
    public func exportRows(
        case code: CaseCode? = nil, batch: BatchID? = nil, in scope: Scope = .everything
    ) throws -> ExportRows {
        let documents = try documents(case: code, batch: batch, in: scope)
        let pages = try exportedPages(case: code, batch: batch, scope)
        let batchIDs = Set(documents.map(\.content.batchID)).union(pages.map(\.batchID)).union(batch.map { [$0] } ?? [])
        var names: [BatchID: String] = [:]
        let isWhole = code == nil && batch == nil && scope == .everything
        let records = try isWhole ? batches() : batchIDs.compactMap { try self.batch($0) }
        for record in records { names[record.id] = record.name }
        var builder = ExportBuilder(readings: try exportedReadings(case: code, batch: batch, scope), batchNames: names)
        for document in documents { builder.add(document) }
        for page in pages where page.kind != .separator { builder.add(page) }
        let files = code == nil ? nil : Set(pages.map { [$0.batchID.rawValue, $0.fileName] })
        let issues = try names.keys.sorted().flatMap { try self.issues(batch: $0) }
            .filter { files?.contains([$0.batchID.rawValue, $0.fileName ?? ""]) ?? true }
        let sums = try code == nil ? names.keys.sorted().map { ($0, try pageSum(batch: $0)) } : []
        return ExportRows(
            documents: builder.finished(),
            issues: issues.map { ExportIssue(batchName: names[$0.batchID] ?? "", issue: $0) },
            separators: pages.filter { $0.kind == .separator }.map {
                ExportSeparator($0, batchName: names[$0.batchID] ?? "")
            },
            sums: sums.map { ExportSum(batchName: names[$0] ?? "", sum: $1) })
    }

    private func exportedPages(case code: CaseCode?, batch: BatchID?, _ scope: Scope) throws -> [PageRecord] {
        let filter = Self.pageFilter(case: code, batch: batch, scope)
        return try pages(where: filter.condition, filter.values)
    }

    /// The readings of the pages by key.
    private func exportedReadings(
        case code: CaseCode?, batch: BatchID?, _ scope: Scope
    ) throws -> [String: ExportBuilder.Reading] {
        let filter = Self.pageFilter(case: code, batch: batch, scope)
        return try exportedReadings(where: filter.condition, filter.values)
    }

    func exportedReadings(
        where condition: String, _ values: [SQLValue]
    ) throws -> [String: ExportBuilder.Reading] {
        let rows = try sql.rows(
            """
            SELECT r.key, r.text, r.artifact FROM page_readings r WHERE r.key IN (
                SELECT p.reading_key FROM pages p
                LEFT JOIN page_assignments a ON a.page_id = p.id AND a.superseded_at IS NULL
                WHERE \(condition))
            """, values)
        return Dictionary(
            try rows.map { row in
                (try row.text("key"), .init(text: try row.text("text"), artifact: try row.parsed("artifact")))
            }, uniquingKeysWith: { first, _ in first })
    }

    private static func pageFilter(
        case code: CaseCode?, batch: BatchID?, _ scope: Scope
    ) -> (condition: String, values: [SQLValue]) {
        var (conditions, values): ([String], [SQLValue]) = (["1 = 1"], [])
        if let code {
            // The pages that either says are the case's, so that the indexes serve; then what holds of each.
            conditions.append(
                """
                p.id IN (SELECT page_id FROM page_assignments WHERE case_code = ?
                    UNION SELECT id FROM pages WHERE case_code = ?)
                AND COALESCE(a.case_code, p.case_code) = ?
                """)
            values += [SQLValue(code), SQLValue(code), SQLValue(code)]
        }
        if let batch {
            conditions.append("p.batch_id = ?")
            values.append(SQLValue(batch))
        }
        let scope = pageCondition(scope)
        return (conditions.joined(separator: " AND ") + scope.sql, values + scope.values)
    }
}
