import Ledger
import PostalChannel

extension PostalService {
    /// What hand-over records, scanned slips and legs say of parcels, by `Parcel.id`: counts, hour, signatures,
    /// recalled papers. Parcels of which nothing is known are not among them.
    /// - Throws: `LedgerError`.
    public func parcelFacts() async throws -> [String: ParcelFacts] {
        try await office.ledger.read { try $0.parcelFacts() }
    }
}

extension LedgerTransaction {
    /// See ``PostalService/parcelFacts()``.
    /// - Parameter ids: only of these parcels; of all when `nil`.
    func parcelFacts(of ids: [String]? = nil) throws -> [String: ParcelFacts] {
        let evidence = try ids.map { try parcelEvidence(of: $0) } ?? parcelEvidence()
        var gathering = FactGathering()
        for list in evidence.handoverLists { gathering.add(list) }
        for (leg, filed) in evidence.filed.sorted(by: { $0.key < $1.key }) {
            for filed in filed { gathering.add(filed, parcels: evidence.parcels[leg] ?? []) }
        }
        for leg in evidence.recalled { gathering.add(leg, parcels: evidence.parcels[leg.id] ?? []) }
        guard let ids else { return gathering.facts }
        let among = Set(ids)
        return gathering.facts.filter { among.contains($0.key) }
    }
}

extension ParcelFacts {
    /// The same text for the same facts.
    var text: String {
        let counts = [listed, counted].map { $0.map(String.init) ?? "-" }
        let flags = [hasRecord, hasHour, isSigned].map { $0 ? "1" : "0" }
        return (counts + flags + [String(recalledOutstanding), String(originalsOutstanding)]).joined(separator: " ")
    }
}

/// Puts together what several papers say of one parcel.
private struct FactGathering {
    private(set) var facts: [String: ParcelFacts] = [:]

    /// A list that both sides signed has both signatures; the hour may be missing on it.
    mutating func add(_ list: HandoverList) {
        guard let confirmation = list.confirmation else { return }
        for line in list.lines where !confirmation.struckOut.contains(line.parcel) {
            var known = facts[line.parcel] ?? ParcelFacts()
            known.hasRecord = true
            known.hasHour = confirmation.precision == .minute
            if line.papersListed != nil { (known.listed, known.counted) = (line.papersListed, line.papersCounted) }
            facts[line.parcel] = known
        }
    }

    /// What a scan does not show is missing only when somebody looked and was sure.
    mutating func add(_ evidence: LegEvidence, parcels: [String]) {
        guard let details = SlipDetails(evidence.detail) else { return }
        for parcel in details.parcel.map({ [$0] }) ?? parcels {
            var known = facts[parcel] ?? ParcelFacts()
            known.hasRecord = true
            // The hour counts on the record: what a slip leaves open is when the recipient got it.
            if details.kind == .handoverRecord, let hasHour = evidence.hasHour {
                known.hasHour = known.hasHour && hasHour
            }
            if let signatures = evidence.signatures { known.isSigned = known.isSigned && signatures >= 2 }
            if let counted = details.counted { known.counted = counted }
            facts[parcel] = known
        }
    }

    /// A recalled paper is missing once the result was delivered without it.
    mutating func add(_ leg: Leg, parcels: [String]) {
        let outstanding = leg.recalledPapers.count { !$0.isGivenBack }
        guard outstanding > 0, let parcel = parcels.last, leg.resultReturned != nil else { return }
        var known = facts[parcel] ?? ParcelFacts()
        known.recalledOutstanding += outstanding
        facts[parcel] = known
    }
}
