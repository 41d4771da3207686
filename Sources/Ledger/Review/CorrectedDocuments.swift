import Basics
import DocumentModel
import Dossiers

/// The idempotence key of a corrected reading.
public enum CorrectedReadingKey {
    /// - Parameter base: of the machine's reading.
    /// - Returns: `base` when no decision is in force.
    public static func make(base: String, _ standing: StandingCorrections, of page: PageID) -> String {
        let decisions = standing.basis(of: page)
        guard !decisions.isEmpty else { return base }
        return AuditHash.hex(of: ["corrected", String(CorrectedReading.version), base] + decisions)
    }
}

/// How far text and PDF of a document follow the facts about it.
struct CorrectedDocument {
    /// The last fact.
    var revision: Int
    /// The last fact that they follow.
    var applied: Int
}

extension LedgerTransaction {
    func correctedDocument(_ id: DocumentID) throws -> CorrectedDocument? {
        try sql.row("SELECT * FROM corrected_documents WHERE document_id = ?", [SQLValue(id)]).map {
            CorrectedDocument(revision: try $0.integer("revision"), applied: try $0.integer("applied"))
        }
    }

    func noteRevision(_ number: Int, of id: DocumentID) throws {
        try sql.run(
            """
            INSERT INTO corrected_documents (document_id, revision, applied, basis) VALUES (?, ?, 0, '')
            ON CONFLICT (document_id) DO UPDATE SET revision = excluded.revision
            """, [SQLValue(id), SQLValue(number)])
    }

    /// Whether something else was made of the document since `made` was begun, by which it does not follow the facts as
    /// far as what is in force does.
    public func isOutrun(_ made: Derivatives, of id: DocumentID) throws -> Bool {
        guard let state = try correctedDocument(id) else { return false }
        return made.corrections < state.applied || (made.corrections == 0 && state.revision > 0)
    }

    /// Whether text and PDF of a document do not follow all facts about it yet.
    public func isBehindCorrections(_ id: DocumentID) throws -> Bool {
        try correctedDocument(id).map { $0.applied < $0.revision } ?? false
    }

    /// Marks what rests on decisions of people as theirs, and makes sure that it does rest on them.
    /// - Throws: ``LedgerError/Code/conflict`` when it does not.
    func marked(
        _ derivatives: [Derivative], _ made: Derivatives, of document: DigitizedDocument
    ) throws -> [Derivative] {
        guard try correctedDocument(document.id) != nil else { return derivatives }
        guard try !isOutrun(made, of: document.id) else {
            throw LedgerError(.conflict, "document \(document.id) was corrected meanwhile")
        }
        let standing = StandingCorrections(
            try corrections(of: document), upTo: made.corrections, bases: try decidedReadings(of: document.id))
        var marked = derivatives
        for place in marked.indices {
            switch marked[place].kind {
            case .reading:
                let page = document.content.pages[marked[place].place].pageID
                guard let base = standing.readings[page] else { continue }
                guard marked[place].key == CorrectedReadingKey.make(base: base, standing, of: page) else {
                    throw LedgerError(.conflict, "a reading of document \(document.id) without its corrections")
                }
                marked[place].maker = .person
            case .fields where !standing.touchedFields.isEmpty: marked[place].maker = .person
            default: break
            }
        }
        return marked
    }

    /// Notes that readings, fields and PDF of a document follow the facts up to one.
    func noteApplied(_ made: Derivatives, of id: DocumentID) throws {
        guard made.corrections > 0 else { return }
        let inForce = try derivatives(of: id).map(\.value)
        try sql.run(
            "UPDATE corrected_documents SET applied = ?, basis = ? WHERE document_id = ?",
            [SQLValue(made.corrections), SQLValue(Self.basis(inForce)), SQLValue(id)])
    }

    /// Which readings a PDF was made of.
    private static func basis(_ derivatives: [Derivative]) -> String {
        let readings = derivatives.filter { $0.kind == .reading }.sorted { $0.place < $1.place }
        let pdf = derivatives.first { $0.kind == .pdf }
        let fields = derivatives.first { $0.kind == .fields }
        return AuditHash.hex(of: [pdf?.artifact?.rawValue, pdf?.key, fields?.content] + readings.map(\.key))
    }

    // MARK: Checking

    /// A page whose reading rests on decisions of people.
    public struct CorrectedPage: Hashable, Sendable {
        public var document: DocumentID
        public var page: PageID
        /// The machine's reading.
        public var base: PageReadingRecord
        /// The reading in force.
        public var corrected: PageReadingRecord
        /// What it should say, compared with the machine's reading.
        public var decisions: [WordPlace: Correction]
    }

    /// Documents with corrections, in the order of their identities.
    public func correctedDocuments(after last: DocumentID?, limit: Int) throws -> [DocumentID] {
        try sql.rows(
            "SELECT document_id FROM corrected_documents WHERE document_id > ? ORDER BY document_id LIMIT ?",
            [SQLValue(last?.rawValue ?? ""), SQLValue(limit)]
        ).map { try $0.parsed("document_id") }
    }

    /// The pages of a document in force whose readings should follow corrections.
    public func correctedPages(of id: DocumentID) throws -> [CorrectedPage] {
        guard let state = try correctedDocument(id), let document = try document(id), document.isInForce else {
            return []
        }
        let standing = StandingCorrections(
            try corrections(of: document), upTo: state.applied, bases: try decidedReadings(of: id))
        return try document.content.pages.compactMap { page in
            guard let key = standing.readings[page.pageID], let base = try pageReading(key: key),
                let corrected = try pageReading(key: page.readingKey)
            else { return nil }
            return CorrectedPage(
                document: id, page: page.pageID, base: base, corrected: corrected,
                decisions: standing.words(of: page.pageID))
        }
    }

    /// Where facts and what was made of documents disagree.
    func correctionFaults() throws -> [LedgerFault] {
        var (faults, last) = ([LedgerFault](), DocumentID?.none)
        repeat {
            let ids = try correctedDocuments(after: last, limit: 500)
            last = ids.last
            for id in ids { if let fault = try correctionFault(id) { faults.append(fault) } }
        } while last != nil && faults.count < LedgerFault.maximumCount
        return faults
    }

    private func correctionFault(_ id: DocumentID) throws -> LedgerFault? {
        guard let document = try document(id), document.isInForce, let state = try correctedDocument(id) else {
            return nil
        }
        let facts = try corrections(of: document)
        if state.revision != facts.last?.number || state.applied > state.revision {
            return LedgerFault(.correctionsDiffer, id.rawValue, "facts up to another than is noted")
        }
        if state.applied < state.revision, try liveJob(.applyCorrections, uniqueKey: id.rawValue) == nil {
            return LedgerFault(.correctionsNotApplied, id.rawValue)
        }
        guard state.applied > 0 else { return nil }
        let inForce = try derivatives(of: id).map(\.value)
        let basis = try sql.row(
            "SELECT basis FROM corrected_documents WHERE document_id = ?", [SQLValue(id)])?.text("basis")
        if basis != Self.basis(inForce) {
            return LedgerFault(.correctionsDiffer, id.rawValue, "PDF or fields of other readings than those in force")
        }
        let standing = StandingCorrections(facts, upTo: state.applied, bases: try decidedReadings(of: id))
        for page in document.content.pages {
            guard let base = standing.readings[page.pageID],
                page.readingKey != CorrectedReadingKey.make(base: base, standing, of: page.pageID)
            else { continue }
            return LedgerFault(.correctionsDiffer, id.rawValue, "page \(page.pageID) without its corrections")
        }
        for (name, fact) in standing.fields {
            let value = document.content.fields[name]?.value
            if value != (fact.decision == .emptied ? nil : fact.after) {
                return LedgerFault(.correctionsDiffer, id.rawValue, "field \(name.rawValue)")
            }
        }
        return nil
    }
}
