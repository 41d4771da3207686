import Basics
import DigitizationPipeline
import Dossiers
import Ledger

extension Caller {
    /// The scan station that the caller hands in for: by its token, or that of the same name as the account.
    public var station: StationName? {
        switch actor.kind {
        case .station: StationName(rawValue: actor.account)
        case .person: may(.handIn) ? StationName(rawValue: actor.account) : nil
        case .system: nil
        }
    }

    /// Whether batches of all stations of the caller's agencies may be followed, and not only those of one's own.
    public var followsStations: Bool { may(.readStatus) && (may(.readPapers) || may(.handIn)) }
}

extension Workspace.Batches {
    /// A batch as a list shows it.
    public struct Listed: Sendable {
        public var batch: BatchRecord
        /// Pages that were found; `nil` before it is finished.
        public var pages: Int?
        /// What waits for a person.
        public var waiting: Int
    }

    /// A batch with what became of it.
    public struct Shown: Sendable {
        public var batch: BatchRecord
        public var receipt: BatchReceipt
        /// In scan order.
        public var pages: [PageRecord]
        /// Whether the caller may see what is on the pages.
        public var showsPages: Bool
    }

    /// A page of the batches, the newest first.
    /// - Parameter station: only of this one; `nil` for all that the caller may follow.
    /// - Throws: `Refusal` `not_allowed`, `no_station`.
    public func page(_ request: PageRequest, of station: StationName?) async throws -> Page<Listed> {
        let (station, scope) = (try visible(station), caller.followsStations ? caller.scope : .everything)
        return try await ledger.read { tx in
            let batches = try tx.batches(
                of: station, in: scope, before: request.after.map { BatchID(rawValue: $0) }, limit: request.limit)
            let listed = try batches.map { batch in
                Listed(
                    batch: batch, pages: batch.state == .finished ? try tx.pageSum(batch: batch.id).seen : nil,
                    waiting: try tx.openItems(of: batch.id))
            }
            return Page(listed, next: batches.count == request.limit ? batches.last?.id.rawValue : nil)
        }
    }

    /// One batch.
    /// - Throws: `Refusal` `unknown_batch`, also for one that the caller may not follow.
    public func show(_ id: BatchID) async throws -> Shown {
        let found = try await ledger.read { tx -> Shown? in
            guard let batch = try tx.batch(id), try maySee(batch, tx) else { return nil }
            let isOwn = isOwn(batch)
            return Shown(
                batch: batch, receipt: try BatchReceipt.make(of: batch, in: tx),
                pages: try tx.pages(batch: id, in: isOwn ? .everything : caller.scope),
                showsPages: isOwn || caller.may(.readPapers))
        }
        guard let found else { throw Refusal.unknownBatch(id.rawValue) }
        if found.showsPages { try await workspace.look(at: .batch(id)) }
        return found
    }

    /// Whether a batch may be followed by the caller.
    private func maySee(_ batch: BatchRecord, _ tx: LedgerTransaction) throws -> Bool {
        if isOwn(batch) { return true }
        return try caller.followsStations && tx.batch(batch.id, in: caller.scope) != nil
    }

    /// Whether the caller may look at a page: as one who reads the case's papers, or who handed it in.
    func maySee(_ page: PageRecord, of batch: BatchRecord, _ tx: LedgerTransaction) throws -> Bool {
        if isOwn(batch) { return true }
        return try caller.may(.readPapers) && tx.hasPage(page.id, in: caller.scope)
    }

    private func isOwn(_ batch: BatchRecord) -> Bool {
        guard caller.may(.handIn), let station = caller.station else { return false }
        return batch.station == station.rawValue
    }

    private func visible(_ wanted: StationName?) throws(Refusal) -> StationName? {
        if caller.followsStations { return wanted }
        try caller.require(.handIn)
        guard let own = caller.station else {
            throw Refusal.noStation(of: caller.name)
        }
        return own
    }
}

extension Refusal {
    static func noStation(of account: String) -> Refusal {
        Refusal(
            "no_station", .forbidden,
            "Tài khoản \(account) không gắn với trạm quét nào; hãy nhờ quản trị thêm trạm cùng tên với tài khoản.",
            "The account \(account) belongs to no scan station; ask the administrator to add a station of the account's name."
        )
    }
}
