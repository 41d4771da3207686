/// Something that verification found wrong in the ledger itself.
public struct LedgerFault: Hashable, Sendable, Codable {
    /// The codes are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        // The engine
        /// The engine finds its file damaged.
        case storageDamaged = "storage_damaged"
        /// A record names another one that is not there.
        case referenceBroken = "reference_broken"
        // The search index
        /// The engine finds its full-text index damaged.
        case searchIndexDamaged = "search_index_damaged"
        /// A page of a document is not in the index.
        case searchEntryMissing = "search_entry_missing"
        /// The index holds a page that no document has.
        case searchEntryOrphan = "search_entry_orphan"
        /// The index holds other words than the page's text and fields.
        case searchEntryDiffers = "search_entry_differs"
        // The records
        /// A page of a content stands in two current documents of one component.
        case contentCurrentTwice = "content_current_twice"
        /// A component has documents, but none is current.
        case componentWithoutCurrent = "component_without_current"
        /// A document has no pages, or a gap among them.
        case documentPagesBroken = "document_pages_broken"
        /// A document's page names another original than the file of its batch.
        case originalDiffers = "original_differs"
        /// A page names a reading that is not there.
        case readingMissing = "reading_missing"
        /// A page names a file that its batch does not have.
        case batchFileMissing = "batch_file_missing"
        /// A document waits beside another, but nobody is asked.
        case besideWithoutQuestion = "beside_without_question"
        /// A document is in a state that its history does not know.
        case historyDiffers = "history_differs"
        /// Something that was made of a document is in force no longer, and nothing took its place.
        case derivativeMissing = "derivative_missing"
        /// A record names an artifact, and the table by which the store is swept does not.
        case artifactUnnamed = "artifact_unnamed"
        /// A record is shown to another agency than that of its case, parcel or batch.
        case agencyDiffers = "agency_differs"
        /// Of the versions of a case or parcel not just the last is in force, or an earlier one was not superseded by the
        /// next.
        case versionsDiffer = "versions_differ"
        /// Text, fields or PDF of a document are not what people corrected them to, or of other readings.
        case correctionsDiffer = "corrections_differ"
        /// A document was corrected, and no job has its text and PDF follow; the next redo does.
        case correctionsNotApplied = "corrections_not_applied"
        /// A page that a person moved stands in documents of two components.
        case pageInTwoComponents = "page_in_two_components"
        // The record of acts
        /// An entry of the record of acts was changed or taken out.
        case auditBroken = "audit_broken"
        /// A fact is not as it was when the act recorded it.
        case factDiffers = "fact_differs"
        /// A look was changed or taken out of their record.
        case looksBroken = "looks_broken"
        /// Facts are there that no act recorded, or have gone.
        case factUnaccounted = "fact_unaccounted"
        /// A record cannot be read.
        case recordUnreadable = "record_unreadable"
        /// An import of cases was decided and is not published to its end.
        case importUnfinished = "import_unfinished"
        /// A batch is finished without a time, or has one and is not.
        case batchStateBroken = "batch_state_broken"
        // The postal channel
        /// A statement's lines are not as many, or not as much, as it says.
        case statementTotalsDiffer = "statement_totals_differ"
        /// A statement is superseded, but no other took its place.
        case statementSuccessorMissing = "statement_successor_missing"
        /// A reconciliation has fewer or more entries than it says, or one names what is not there.
        case runEntriesDiffer = "run_entries_differ"
        /// A reconciliation ended before the legs had followed it; the next one makes up for it.
        case legsNotFollowed = "legs_not_followed"
        /// A parcel cannot be found by its number.
        case parcelKeyMissing = "parcel_key_missing"
        /// Nothing says how a difference was found.
        case breakHistoryDiffers = "break_history_differs"
        /// The numbers of a year's hand-over lists have a gap.
        case handoverListNumberMissing = "manifest_number_missing"
        /// An item code was given out beyond where its range stands.
        case itemCodesDiffer = "item_codes_differ"
    }

    public var code: Code
    /// Identity of the record that is concerned.
    public var subject: String
    /// Technical detail in English, without personal data.
    public var detail: String

    package init(_ code: Code, _ subject: String, _ detail: String = "") {
        self.code = code
        self.subject = subject
        self.detail = detail
    }

    /// Most faults of one kind that are told one by one.
    package static let maximumCount = 1_000
}
