/// That a parcel carries papers of a leg. Two cases in one parcel are two links, one case in two parcels also.
public struct ParcelLink: Hashable, Sendable, Codable {
    public var leg: LegID
    /// ``Parcel/id``.
    public var parcel: String

    public init(leg: LegID, parcel: String) {
        self.leg = leg
        self.parcel = parcel
    }
}

/// Which parcels carry which legs.
public struct ParcelLinks: Hashable, Sendable {
    private var parcelsOfLegs: [LegID: [String]] = [:]
    private var legsOfParcels: [String: [LegID]] = [:]

    /// Takes links in any order; repeated ones count once.
    public init(_ links: some Sequence<ParcelLink>) {
        for link in Set(links) {
            parcelsOfLegs[link.leg, default: []].append(link.parcel)
            legsOfParcels[link.parcel, default: []].append(link.leg)
        }
        parcelsOfLegs = parcelsOfLegs.mapValues { $0.sorted() }
        legsOfParcels = legsOfParcels.mapValues { $0.sorted() }
    }

    /// The parcels of a leg, sorted.
    public func parcels(of leg: LegID) -> [String] { parcelsOfLegs[leg] ?? [] }

    /// The legs that a parcel carries, sorted.
    public func legs(in parcel: String) -> [LegID] { legsOfParcels[parcel] ?? [] }
}
