import Basics
import Ledger
import PostalChannel

/// Which parcels are put on a new hand-over list.
public struct HandoverRequest: Sendable {
    /// Code of the post office.
    public var postOffice: String
    public var day: CalendarDay
    /// Only of this service; `nil` for all.
    public var service: String?
    /// Only these, by `Parcel.id`; empty for all that wait.
    public var parcels: [String]
    /// Who makes the list.
    public var person: String
    /// Only parcels whose cases are all of its agencies.
    public var scope: Scope

    public init(
        postOffice: String, day: CalendarDay, service: String? = nil, parcels: [String] = [], person: String,
        scope: Scope = .everything
    ) {
        self.postOffice = postOffice
        self.day = day
        self.service = service
        self.parcels = parcels
        self.person = person
        self.scope = scope
    }
}

extension PostalService {
    /// The rules of handing over that are in force.
    public var handoverRules: HandoverRules {
        get throws { try HandoverRules.load(folder: office.home.rules + "/postal") }
    }

    /// Puts the parcels that are packed and on no list on a new one, with the next number of the post office, and fixes
    /// it for printing: numbers, item codes and list come about in one transaction.
    /// - Throws: ``HandoverFault``; `ManifestRefusal`; `ItemCodeRefusal`; `LedgerError`.
    public func prepareHandover(_ request: HandoverRequest) async throws -> HandoverList {
        guard HandoverListNumber(office: request.postOffice, year: request.day.year, sequence: 1) != nil else {
            throw HandoverFault(.badOffice, request.postOffice)
        }
        try await linkLegs()
        let rules = try handoverRules
        return try await office.ledger.write { tx in
            let drafting = HandoverDrafting(tx: tx, request: request, rules: rules, now: office.now())
            let list = try tx.draftHandoverList(
                office: request.postOffice, direction: .return, day: request.day, lines: drafting.lines(),
                at: drafting.now)
            return try tx.printHandoverList(list.number, at: drafting.now)
        }
    }

    /// Records that both sides signed a list: its legs move, its parcels get the hour and the number of the list.
    /// - Throws: ``HandoverFault``; `ManifestRefusal`; `ImpossibleMove`; `LedgerError`.
    public func confirmHandover(_ number: HandoverListNumber, _ confirmation: HandoverListConfirmation) async throws
        -> HandoverList
    {
        try await office.ledger.write { tx in
            guard let list = try tx.handoverList(number) else {
                throw HandoverFault(.unknownHandoverList, number.rawValue)
            }
            if list.state == .printed { try Self.packEarlier(list, confirmation, tx) }
            return try tx.confirmHandoverList(number, confirmation)
        }
    }

    /// Records that a list was signed otherwise than was recorded, as a new fact.
    /// - Parameter change: gives the right record from the one in force.
    /// - Throws: as ``confirmHandover(_:_:)``.
    public func correctHandover(
        _ number: HandoverListNumber, reason: String, by person: String,
        _ change: @escaping @Sendable (HandoverListConfirmation) -> HandoverListConfirmation
    ) async throws -> HandoverList {
        try await office.ledger.write { tx in
            guard let list = try tx.handoverList(number) else {
                throw HandoverFault(.unknownHandoverList, number.rawValue)
            }
            guard let before = list.confirmation else {
                throw HandoverListRefusal(.impossibleStep, number, state: list.state)
            }
            let confirmation = change(before)
            if confirmation.signed < before.signed { try Self.packEarlier(list, confirmation, tx) }
            return try tx.correctHandoverList(number, confirmation, reason: reason, by: person)
        }
    }

    /// What the register of parcels told us late was packed before the signing all the same.
    private static func packEarlier(
        _ list: HandoverList, _ confirmation: HandoverListConfirmation, _ tx: LedgerTransaction
    ) throws {
        for line in list.lines where !confirmation.struckOut.contains(line.parcel) {
            for leg in try line.legs.compactMap({ try tx.leg($0) }) {
                for known in leg.history.events
                where known.kind == .step(.return(.packed)) && known.parcel == line.parcel
                    && RegisterFacts.isRegister(known.source) && known.occurred > confirmation.signed
                {
                    var packed = known
                    packed.id = LegEventID(rawValue: "\(known.id)/\(list.number)")
                    packed.occurred = confirmation.signed
                    packed.recorded = max(confirmation.recorded, known.recorded)
                    packed.supersedes = known.id
                    try tx.addLegEvent(packed, to: leg.id)
                }
            }
        }
    }

    /// Declares a list void; its parcels wait again, its number stays used.
    /// - Throws: ``HandoverFault``; `ManifestRefusal`; `LedgerError`.
    public func cancelHandover(_ number: HandoverListNumber, reason: String, by person: String) async throws
        -> HandoverList
    {
        try await office.ledger.write { tx in
            guard try tx.handoverList(number) != nil else { throw HandoverFault(.unknownHandoverList, number.rawValue) }
            return try tx.cancelHandoverList(
                number, HandoverListCancellation(reason: reason, actor: person, cancelled: office.now()))
        }
    }

    /// One list.
    /// - Throws: ``HandoverFault``; `LedgerError`.
    public func handover(_ number: HandoverListNumber) async throws -> HandoverList {
        guard let list = try await office.ledger.read({ try $0.handoverList(number) }) else {
            throw HandoverFault(.unknownHandoverList, number.rawValue)
        }
        return list
    }
}

/// The lines of a list that is being made.
struct HandoverDrafting {
    let tx: LedgerTransaction
    let request: HandoverRequest
    let rules: HandoverRules
    let now: Instant

    /// - Throws: ``HandoverFault``; `ItemCodeRefusal`; `LedgerError`.
    func lines() throws -> [HandoverListLine] {
        let waiting = try waiting()
        for id in request.parcels where waiting[id] == nil {
            throw try fault(of: id)
        }
        // What is beyond the limit waits for the next list.
        let chosen = try waiting.values.filter(isWanted).sorted { $0.parcel.id < $1.parcel.id }
            .prefix(HandoverList.Limit.lines).map(numbered)
        guard !chosen.isEmpty else { throw HandoverFault(.nothingToHandOver) }
        return chosen.map(\.line)
    }

    /// Why a parcel does not wait: most precisely the list on which it stands.
    private func fault(of id: String) throws -> HandoverFault {
        guard let parcel = try tx.parcel(id, in: request.scope) else { return HandoverFault(.unknownParcel, id) }
        if let list = try tx.handoverLists(parcel: id).last(where: { $0.holds(id) }) {
            return HandoverFault(.onList, id, list: list.number.rawValue)
        }
        return HandoverFault(parcel.handedOver == nil ? .notWaiting : .handedOver, id)
    }

    private func isWanted(_ waiting: Waiting) -> Bool {
        let parcel = waiting.parcel
        if let service = request.service, service.uppercased() != parcel.service.uppercased() { return false }
        return request.parcels.isEmpty || request.parcels.contains(parcel.id)
    }

    private struct Waiting {
        var parcel: Parcel
        var legs: [LegID]

        var line: HandoverListLine {
            HandoverListLine(
                parcel: parcel.id, tracking: parcel.tracking, recipient: parcel.recipient,
                weight: parcel.weight ?? 0, fee: parcel.fee ?? .zero, toCollect: parcel.due,
                papersCounted: parcel.cases.count, legs: legs)
        }
    }

    /// Packed parcels that were not handed over and stand on no list that is in force.
    private func waiting() throws -> [String: Waiting] {
        var waiting: [String: Waiting] = [:]
        for leg in try tx.legs(in: .return(.packed)) {
            for id in try tx.parcelLinks(case: leg.caseCode).parcels(of: leg.id) {
                if waiting[id] != nil {
                    waiting[id]?.legs.append(leg.id)
                } else if let parcel = try tx.parcel(id, in: request.scope), parcel.direction == .return,
                    parcel.handedOver == nil,
                    try tx.handoverLists(parcel: id).allSatisfy({ !$0.holds(id) })
                {
                    waiting[id] = Waiting(parcel: parcel, legs: [leg.id])
                }
            }
        }
        return waiting
    }

    /// A parcel without a number gets the next item code of its service, for good.
    private func numbered(_ waiting: Waiting) throws -> Waiting {
        guard waiting.parcel.tracking.isEmpty else { return waiting }
        guard let prefix = rules.prefix(ofService: waiting.parcel.service) else {
            throw HandoverFault(.noPrefix, waiting.parcel.service)
        }
        var numbered = waiting
        numbered.parcel.tracking = try tx.leaseItemCode(prefix: prefix, by: request.person, at: now).code
        _ = try tx.registerParcels([numbered.parcel], at: now)
        return numbered
    }
}
