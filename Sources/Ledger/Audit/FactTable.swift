/// A table whose rows are facts: once recorded, the columns named here never change, and the rows stay.
///
/// The audit keeps a digest of the rows that an act recorded. A table that is to be protected needs an entry here and the
/// verbs that write it a call of `ActLog.note`.
package struct FactTable: Hashable, Sendable {
    package let name: String
    /// The column by which rows are named.
    package let key: String
    /// What orders the rows of one key.
    let order: String
    package let columns: [String]
    /// Which rows are facts already, as a condition; `nil` for all. The lines of a statement that waits may be read anew.
    let condition: String?
    /// Whether further acts may change the rows: then the last act that recorded those of a key vouches for them.
    let isState: Bool
    /// Whether acts vouch for each of its rows: it was made when they already did.
    let isComplete: Bool
    /// Since which ``LedgerTransaction/extendAudit(to:at:)`` the record vouches for it; 0 for its beginning. A table that
    /// comes later has the next number, and a migration that calls it after making the table.
    let extent: Int

    private init(
        _ name: String, key: String = "id", order: String? = nil, condition: String? = nil, isState: Bool = false,
        isComplete: Bool = false, extent: Int = 0, _ columns: String
    ) {
        self.condition = condition
        self.isState = isState
        self.isComplete = isComplete
        self.extent = extent
        self.name = name
        self.key = key
        self.order = order ?? key
        self.columns = columns.split(separator: " ").map(String.init)
    }

    static let caseVersions = FactTable(
        "case_versions",
        "id case_code procedure_code procedure_name agency applicant id_number phone address received_at due channel "
            + "occurred_at recorded_at")
    static let caseComponents = FactTable(
        "case_components", key: "version_id", order: "version_id, ordinal",
        "version_id ordinal code name form is_required must_digitize")
    static let documentHistory = FactTable("document_history", "id document_id state decided_by recorded_at")
    static let documentPages = FactTable(
        "document_pages", key: "document_id", order: "document_id, ordinal",
        "document_id ordinal page_id original page_index")
    static let pageAssignments = FactTable(
        "page_assignments", "id page_id waiting_id case_code component decided_by recorded_at")
    static let parcels = FactTable(
        "parcel_versions", key: "version",
        "version parcel_id direction cases tracking service recipient address province phone weight fee due "
            + "handed_over_at deadline manifest status delivered_at recorded_at")
    static let legEvents = FactTable(
        "leg_events",
        "id leg_id kind occurred_at precision recorded_at source_kind source_reference parcel_id place detail amount "
            + "paper fault supersedes")
    static let legEvidence = FactTable(
        "leg_evidence",
        "id leg_id document_id artifact page_index tracking signature_count has_hour detail recorded_by recorded_at")
    private static let ofSettledStatements = """
        line / \(LineKey.rowsOfStatement) IN (SELECT number FROM statements WHERE state IN ('complete', 'superseded'))
        """
    static let statementLines = FactTable(
        "statement_lines", key: "line", condition: ofSettledStatements,
        "line tracking_form tracking case_code accepted_at accepted_is_day delivered_at delivered_is_day status recipient "
            + "signer weight fee surcharge collected remitted attempts raw_cells doubts")
    static let leftOutLines = FactTable(
        "statement_left_out", key: "line", condition: ofSettledStatements, "line reason raw_cells")
    static let replacedLines = FactTable(
        "replaced_lines", key: "replaced_by", order: "replaced_by, line", "line replaced_by")
    static let columnMaps = FactTable(
        "statement_columns", "id operator header column_map confirmed_by confirmed_at")
    static let runs = FactTable(
        "reconciliation_runs",
        "id number input_digest rules_version cut_off further_input parcel_count line_count entry_count pair_count "
            + "break_count our_fee_sum our_due_sum fee_sum surcharge_sum collected_sum remitted_sum recorded_at")
    static let runEntries = FactTable(
        "run_entries", key: "entry",
        "entry parcel_version line rule outcomes remarks next_parcel next_line is_further_line")
    static let entryVersions = FactTable(
        "entry_versions", key: "entry",
        "entry first_run parcel_id parcel_version line rule outcomes remarks next_parcel next_line is_further_line")
    static let compactedEntries = FactTable(
        "compacted_entries", key: "entry", extent: 1,
        "entry first_run parcel_version line rule outcomes remarks next_parcel next_line is_further_line")
    static let breakEvents = FactTable(
        "break_events",
        "id break_id kind occurred_at recorded_at actor account reason owner amount resolution reference evidence")
    static let matchDecisions = FactTable(
        "match_decisions", "id kind parcel_id line occurred_at recorded_at actor reason")
    static let periodEvents = FactTable(
        "period_events", "id kind first_day last_day recorded_at actor reason carried")
    static let itemCodeLeases = FactTable(
        "item_code_leases", key: "code", "code range_id serial leased_by leased_at")
    static let stationTokens = FactTable(
        "station_tokens", "id station secret_digest created_at created_by")

    /// What was made of documents; keys are renewed, and others take their place.
    static let derivatives = FactTable(
        "derivatives", key: "generation", order: "generation, kind, place", extent: 1,
        "generation document_id kind place content artifact maker recorded_at")
    /// The pages of a batch, and where they belong.
    static let pages = FactTable(
        "pages", key: "batch_id", order: "id", isState: true, extent: 1,
        "id batch_id file_ordinal file_name page_index ordinal kind evidence duplicate_of case_code component")
    static let waitingItems = FactTable(
        "waiting_items", isState: true, extent: 1,
        "id batch_id reason detail proposed_case proposed_component document_id created_at resolved_at resolution "
            + "resolved_by")

    static let reuseLinks = FactTable(
        "reuse_links", extent: 29, "id document_id case_code component purpose legal_basis evidence linked_at linked_by"
    )
    static let reuseUndoings = FactTable(
        "reuse_undoings", key: "link_id", extent: 29, "link_id undone_at undone_by reason")
    static let paperEvents = FactTable(
        "paper_events", extent: 29, "id document_id is_revoked reason recorded_by recorded_at")

    /// Who may sign in, and as what. What a password and an authenticator's secret are stored as is vouched for, too: the
    /// entry has no more than a digest of the whole row.
    static let accounts = FactTable(
        "accounts", isState: true, isComplete: true, extent: accountsExtent,
        "id name display_name state sees_everything language password totp_secret totp_demanded created_at created_by")
    static let accountRoles = FactTable(
        "account_roles", key: "account_id", order: "account_id, role", isState: true, isComplete: true,
        extent: accountsExtent, "account_id role")
    static let accountAgencies = FactTable(
        "account_agencies", key: "account_id", order: "account_id, agency", isState: true, isComplete: true,
        extent: accountsExtent, "account_id agency")
    static let accountLinks = FactTable(
        "account_links", extent: accountsExtent,
        "id token_digest purpose account_id created_at created_by expires_at")
    /// Of the migration that made them; they were empty then, so that nothing had to be counted.
    private static let accountsExtent = 23

    /// Empty when its migration made it.
    static let accountIdentities = FactTable(
        "account_identities", extent: 30, "id issuer subject account_id created_at")

    /// What people decided about words and fields. Empty when its migration made it, so that nothing had to be counted.
    static let corrections = FactTable(
        "corrections", key: "number", extent: 27,
        "number gesture document_id page_id reading_key line word field decision before after evidence_page evidence_box "
            + "undoes account person recorded_at")

    /// What people did with pages. Empty when its migration made it.
    static let pageActs = FactTable(
        "page_acts", key: "number", extent: 34,
        "number verb before after reason undoes key content account person recorded_at")

    /// How many facts there are.
    var counting: String { "SELECT COUNT(*) AS n FROM \(name)" + (condition.map { " WHERE \($0)" } ?? "") }

    package static let all = [
        caseVersions, caseComponents, documentHistory, documentPages, pageAssignments, parcels, legEvents, legEvidence,
        statementLines, leftOutLines, replacedLines, columnMaps, runs, runEntries, entryVersions, breakEvents,
        matchDecisions, periodEvents,
        itemCodeLeases, stationTokens, derivatives, pages, waitingItems, compactedEntries, accounts,
        accountRoles, accountAgencies, accountLinks, corrections, reuseLinks, reuseUndoings, paperEvents,
        accountIdentities, pageActs,
    ]
    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
