import Dossiers
import Ledger
import PostalChannel

extension PostalDesk {
    /// What came of a register of parcels.
    public struct ParcelImport: Sendable {
        public var registration = ParcelRegistration()
        /// Rows that were left out, and why.
        public var faults: [ParcelFault] = []
        /// What became of the legs of registered cases.
        public var legs = LegLinking()
    }

    /// Takes over our parcels from a file. What is there already stays; what has changed gets a new version. Legs of
    /// registered cases are linked with them.
    /// - Throws: `SpreadsheetFault`, ``ParcelFault`` for the file as a whole, `LedgerError`.
    public func importParcels(path: String) async throws -> ParcelImport {
        let register = try await work.run { try ParcelRegister.read(path: path) }
        var result = ParcelImport(faults: register.faults)
        var rest = register.parcels[...]
        while !rest.isEmpty {
            let part = Array(rest.prefix(Self.parcelsATime))
            rest = rest.dropFirst(part.count)
            let registration = try await office.ledger.write { try $0.registerParcels(part, at: .now()) }
            result.registration.added += registration.added
            result.registration.changed += registration.changed
            result.registration.unchanged += registration.unchanged
        }
        result.legs = try await updateLegs(of: register.parcels)
        result.legs.add(try await linkLegs())
        return result
    }

    /// Parcels that are registered in one transaction, so that other work gets its turn.
    private static let parcelsATime = 20_000
}
