import Basics
import Ledger
import PostalChannel
import PostalPipeline
import PrintedSheets

extension Workspace.Postal {
    /// Makes the day's list at one post office.
    /// - Parameters:
    ///   - service: only parcels of this service; `nil` for all.
    ///   - parcels: only these; empty for all that wait.
    public func prepareHandover(
        at postOffice: String, on day: CalendarDay, service: String?, parcels: [String]
    ) async throws -> HandoverList {
        let scope = try caller.scope(for: .workPost)
        return try await self.service.prepareHandover(
            HandoverRequest(
                postOffice: postOffice, day: day, service: service, parcels: parcels, person: caller.name,
                scope: scope))
    }

    /// How a list was signed.
    public struct Signing: Sendable {
        public var agencySigner: String
        public var postSigner: String
        public var time: PostalTime
        public var struckOut: [String]
        /// Where the signed paper is filed; `nil` for the list's number.
        public var paper: String?

        public init(
            agencySigner: String, postSigner: String, time: PostalTime, struckOut: [String] = [], paper: String? = nil
        ) {
            self.agencySigner = agencySigner
            self.postSigner = postSigner
            self.time = time
            self.struckOut = struckOut
            self.paper = paper
        }
    }

    /// Records that both sides signed a list.
    public func confirm(_ number: HandoverListNumber, _ signing: Signing) async throws -> HandoverList {
        try await require(.workPost, on: number)
        return try await service.confirmHandover(
            number,
            HandoverListConfirmation(
                agencySigner: signing.agencySigner, postSigner: signing.postSigner, signed: signing.time.instant,
                precision: signing.time.isWholeDay ? .day : .minute, recorded: now(), struckOut: signing.struckOut,
                evidence: EventSource(.paper, signing.paper ?? number.rawValue)))
    }

    /// What was recorded wrongly of a signing; what is `nil` stays.
    public struct Correction: Sendable {
        public var agencySigner: String?
        public var postSigner: String?
        public var time: PostalTime?
        public var struckOut: [String] = []
        /// Parcels that were not struck out after all.
        public var restored: Set<String> = []
        public var paper: String?

        public init() {}
    }

    /// Records that a list was signed otherwise than was recorded; the earlier record is kept.
    public func correct(_ number: HandoverListNumber, _ correction: Correction, reason: String) async throws
        -> HandoverList
    {
        try await require(.workPost, on: number)
        let now = now()
        return try await service.correctHandover(number, reason: reason, by: caller.name) { before in
            HandoverListConfirmation(
                agencySigner: correction.agencySigner ?? before.agencySigner,
                postSigner: correction.postSigner ?? before.postSigner,
                signed: correction.time?.instant ?? before.signed,
                precision: correction.time.map { $0.isWholeDay ? .day : .minute } ?? before.precision, recorded: now,
                struckOut: (before.struckOut + correction.struckOut).filter { !correction.restored.contains($0) },
                evidence: correction.paper.map { EventSource(.paper, $0) } ?? before.evidence)
        }
    }

    /// Declares a list void; its parcels wait again.
    public func cancel(_ number: HandoverListNumber, reason: String) async throws -> HandoverList {
        try await require(.workPost, on: number)
        return try await service.cancelHandover(number, reason: reason, by: caller.name)
    }

    /// One list; one with a parcel of another agency is as one that there is not.
    public func handover(_ number: HandoverListNumber) async throws -> HandoverList {
        try await require(.readPost, on: number)
        return try await service.handover(number)
    }

    /// Lists of some days, the oldest first: those all of whose parcels are of the caller's agencies.
    public func handovers(_ days: ClosedRange<CalendarDay>) async throws -> [HandoverList] {
        let scope = try caller.scope(for: .readPost)
        return try await ledger.read { try $0.handoverLists(days: days, in: scope) }
    }

    private func require(_ permission: Permission, on number: HandoverListNumber) async throws {
        let scope = try caller.scope(for: permission)
        guard scope != .everything else { return }
        guard try await ledger.read({ try $0.handoverList(number, in: scope) }) != nil else {
            throw HandoverFault(.unknownHandoverList, number.rawValue)
        }
    }

    // MARK: What is printed

    public func printHandover(_ list: HandoverList, to path: String) async throws {
        try await require(.readPost, on: list.number)
        try await service.printHandover(list, to: path)
    }

    public func printLabels(_ parcels: [String], format: ShippingLabel.Format, to path: String) async throws {
        try await service.printLabels(parcels, format: format, to: path, in: caller.scope(for: .readPost))
    }

    public func printSlips(_ parcels: [String], day: CalendarDay, to path: String) async throws {
        try await service.printSlips(parcels, day: day, to: path, in: caller.scope(for: .readPost))
    }

    // MARK: Item codes

    /// Records a range of item codes that the post issued; each is given out once.
    public func addItemCodes(
        first: String, last: String, prefix: String?, issuedOn day: CalendarDay, postOffice: String
    ) async throws -> ItemCodeRange {
        try caller.require(.workPost)
        return try await service.addItemCodes(
            first: first, last: last, prefix: prefix, issuedOn: day, postOffice: postOffice)
    }

    public func itemCodes() async throws -> [ItemCodeRange] { try await service.itemCodes() }
}
