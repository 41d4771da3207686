import Basics
import Dossiers

/// What a document became at some time.
public struct DocumentChange: Hashable, Sendable {
    public var document: DocumentID
    public var component: ComponentCode
    public var state: DigitizedDocument.State
    /// Who decided; `nil` for what followed by itself.
    public var person: String?
    public var recordedAt: Instant
}

extension LedgerTransaction {
    /// What became of the documents of a case, oldest first.
    /// - Parameter id: only of this document; `nil` for all.
    public func documentHistory(case code: CaseCode, document id: DocumentID? = nil) throws -> [DocumentChange] {
        try sql.rows(
            """
            SELECT h.document_id, d.component, h.state, h.decided_by, h.recorded_at
            FROM documents d JOIN document_history h ON h.document_id = d.id
            WHERE d.case_code = ?\(id == nil ? "" : " AND d.id = ?") ORDER BY h.recorded_at, h.id
            """, [SQLValue(code)] + (id.map { [SQLValue($0)] } ?? [])
        ).map {
            DocumentChange(
                document: try $0.parsed("document_id"), component: try $0.parsed("component"),
                state: try $0.parsed("state"), person: try $0.optionalText("decided_by"),
                recordedAt: try $0.instant("recorded_at"))
        }
    }
}
