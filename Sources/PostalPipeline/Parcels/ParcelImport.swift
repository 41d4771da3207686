import Ledger
import PostalChannel

extension PostalService {
    /// What came of a register of parcels.
    public struct ParcelImport: Sendable {
        public var registration = ParcelRegistration()
        /// Rows that were left out, and why.
        public var faults: [ParcelFault] = []
        /// What cannot be right in rows that were registered.
        public var doubts: [ParcelDoubt] = []
        /// What became of the legs of registered cases.
        public var legs = LegLinking()
    }

    /// Takes over our parcels from a file. What is there already stays; what has changed gets a new version. Legs of
    /// registered cases are linked with them. Where the file breaks off, what stands before is taken over; the same
    /// file, mended, goes on from there.
    /// - Throws: `SpreadsheetFault`, ``ParcelFault`` for the file as a whole, `LedgerError`.
    public func importParcels(path: String) async throws -> ParcelImport {
        let register = try await work.run { try ParcelRegister(path: path, now: office.now()) }
        let (work, ledger) = (work, office.ledger)
        var result = ParcelImport()
        var size = PartSize(first: 100, most: Self.parcelsATime)
        var parts = work.ahead(1) { try register.next(Self.parcelsATime) }
        while let part = try await parts.next() {
            var registration = ParcelRegistration()
            try await ledger.write(part.parcels, inPartsOf: &size) { tx, parcels in
                try tx.registerParcels(parcels, at: office.now(), leavingClosed: true)
            } _: {
                registration.add($0)
            }
            result.registration.add(registration)
            result.faults += (part.faults + Self.faults(of: registration, in: part)).sorted { $0.row < $1.row }
            result.doubts += part.doubts
            result.legs.add(try await linkLegs())
        }
        return result
    }

    private static func faults(of registration: ParcelRegistration, in part: ParcelRegister.Part) -> [ParcelFault] {
        guard !registration.ofClosedDays.isEmpty else { return [] }
        let closed = Set(registration.ofClosedDays)
        return zip(part.parcels, part.rows).filter { closed.contains($0.0.id) }
            .map { ParcelFault(.closedPeriod, row: $0.1, field: "handed_over") }
    }

    /// Parcels that are read at a time, and most that are registered in one transaction: enough that pages of the indexes
    /// are not written anew for each few parcels.
    private static let parcelsATime = 5_000
}

extension ParcelRegistration {
    fileprivate mutating func add(_ part: ParcelRegistration) {
        added += part.added
        changed += part.changed
        unchanged += part.unchanged
        ofClosedDays += part.ofClosedDays
    }
}
