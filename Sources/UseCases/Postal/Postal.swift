import Basics
import Dossiers
import Ledger
import Office
import PostalChannel
import PostalPipeline

extension Workspace {
    /// The postal channel, with the rules in force. Whoever acts is named in the records as the caller.
    public struct Postal: UseCaseGroup {
        let workspace: Workspace
        let service: PostalService

        /// - Throws: `PostalRulesFault`; `Refusal` when the caller may not read the channel.
        init(workspace: Workspace) throws {
            _ = try workspace.caller.scope(for: .readPost)
            self.workspace = workspace
            service = try PostalService(office: workspace.office)
        }

        public var rules: PostalRules { service.rules }

        /// Today at +07:00, or an earlier day.
        public func today(daysAgo: Int64 = 0) throws(Refusal) -> CalendarDay { try workspace.today(daysAgo: daysAgo) }
    }
}

// MARK: Parcels and legs

extension Workspace.Postal {
    /// Takes over our parcels from a file.
    /// - Throws: `Refusal` `not_found`; `SpreadsheetFault`, `ParcelFault` for the file as a whole.
    public func importParcels(at path: String) async throws -> PostalService.ParcelImport {
        try caller.require(.workPost)
        try require(fileAt: path)
        return try await service.importParcels(path: path)
    }

    /// Takes over what an operator says happened to parcels.
    public func importEvents(at path: String) async throws -> EventImport {
        try caller.require(.workPost)
        try require(fileAt: path)
        return try await service.importEvents(path: path)
    }

    /// The legs of a case with their course.
    /// - Throws: `Refusal` `not_found`.
    public func legs(of code: CaseCode) async throws -> (record: CaseRecord, legs: [LegFile]) {
        try caller.require(.readPost, on: code)
        let record = try await workspace.cases.record(code)
        return (record, try await service.legs(of: code))
    }

    /// By whose evidence something is recorded: the paper that was signed, or else the caller's word.
    public func source(signedPaper: String?) -> EventSource {
        signedPaper.map { EventSource(.paper, $0) } ?? EventSource(.person, caller.name)
    }

    /// Records what a person reports about a leg.
    public func record(_ report: LegReport, of code: CaseCode) async throws -> RecordedReport {
        try caller.require(.workPost, on: code)
        if let parcel = report.parcel, caller.scope != .everything { try await require(parcel, for: code) }
        return try await service.record(report, of: code)
    }

    /// A parcel is the caller's matter, or carries the case already.
    private func require(_ parcel: String, for code: CaseCode) async throws {
        let scope = caller.scope
        let isKnown = try await ledger.read { tx in
            try tx.parcel(parcel, in: scope) != nil || tx.parcel(parcel)?.cases.contains(code) == true
        }
        guard isKnown else { throw HandoverFault(.unknownParcel, parcel) }
    }

    func require(fileAt path: String) throws(Refusal) {
        guard CustodyFiles.exists(path) else { throw .noFile(path) }
    }
}
