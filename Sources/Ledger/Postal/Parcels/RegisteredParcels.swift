import Basics
import PostalChannel

/// One version of a parcel's data in the ledger; a correction makes a new one.
public struct ParcelVersion: Hashable, Comparable, Sendable {
    /// Counted from 1 through all parcels.
    let number: Int

    public static func < (a: ParcelVersion, b: ParcelVersion) -> Bool { a.number < b.number }
}

/// Parcels as they are now, with the versions that say so.
public struct RegisteredParcels: Sendable {
    public internal(set) var parcels: [Parcel] = []
    /// The version of each parcel, at the same place.
    public internal(set) var versions: [ParcelVersion] = []
    /// The version that was recorded last of all parcels, whether or not it is of one of these.
    public internal(set) var latest: ParcelVersion?

    public init() {}

    mutating func reserve(_ count: Int) {
        parcels.reserveCapacity(count)
        versions.reserveCapacity(count)
    }

    func filter(_ isIncluded: (Parcel) -> Bool) -> RegisteredParcels {
        var kept = RegisteredParcels()
        for (parcel, version) in zip(parcels, versions) where isIncluded(parcel) {
            kept.parcels.append(parcel)
            kept.versions.append(version)
        }
        return kept
    }
}

/// What registering parcels came to.
public struct ParcelRegistration: Hashable, Sendable, Codable {
    public var added = 0
    /// Those of which a new version was made.
    public var changed = 0
    public var unchanged = 0
    /// Parcels, by identity, that were left as they are because a day of theirs is closed.
    public var ofClosedDays: [String] = []

    public init(added: Int = 0, changed: Int = 0, unchanged: Int = 0) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}

/// A version of a parcel and for how long it was in force.
public struct ParcelHistoryEntry: Hashable, Sendable {
    public var parcel: Parcel
    public var recordedAt: Instant
    /// `nil` for the one in force.
    public var supersededAt: Instant?
}
