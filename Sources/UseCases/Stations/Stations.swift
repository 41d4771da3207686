import Basics
import Dossiers
import Ledger

extension Workspace {
    /// Scan stations and their tokens.
    public struct Stations: UseCaseGroup {
        let workspace: Workspace

        public struct Entry: Sendable {
            public var station: Station
            public var tokens: [TokenRecord]
        }

        public func list() async throws -> [Entry] {
            try caller.require(.manageStations)
            let (stations, tokens) = try await ledger.read { (try $0.stations(), try $0.tokens()) }
            let owned = Dictionary(grouping: tokens, by: \.station)
            return stations.map { Entry(station: $0, tokens: owned[$0.name] ?? []) }
        }

        /// - Parameter agency: whose papers are scanned there; `nil` for a station that serves several.
        /// - Returns: whether the station is new; one that is there keeps its agency.
        public func add(_ name: StationName, agency: AgencyScope? = nil) async throws -> Bool {
            try caller.require(.manageStations)
            let (person, now) = (caller.name, now())
            let isNew = try await ledger.write { try $0.addStation(name, agency: agency, by: person, at: now) }
            try await adoptBatches(of: name)
            return isNew
        }

        /// Says whose papers are scanned at a station; what was scanned there and is nobody's yet becomes that agency's.
        /// - Throws: `LedgerError` `notFound` when there is no such station.
        public func setAgency(_ agency: AgencyScope?, of name: StationName) async throws {
            try caller.require(.manageStations)
            let now = now()
            try await ledger.write { try $0.setAgency(agency, of: name, at: now) }
            try await adoptBatches(of: name)
        }

        /// In parts, the newest first: others need not wait until years of batches are gone through.
        private func adoptBatches(of name: StationName) async throws {
            while try await ledger.write({ try $0.adoptBatches(of: name) }) > 0 {}
        }

        /// Makes a token; its text is told only here.
        /// - Throws: `LedgerError` `notFound` when there is no such station.
        public func issueToken(for name: StationName) async throws -> StationToken {
            try caller.require(.manageStations)
            let (person, now) = (caller.name, now())
            return try await ledger.write { try $0.issueToken(for: name, by: person, at: now) }
        }

        /// Ends a token at once.
        public func revokeToken(_ id: TokenID) async throws -> TokenRecord {
            try caller.require(.manageStations)
            let (person, now) = (caller.name, now())
            return try await ledger.write { try $0.revokeToken(id, by: person, at: now) }
        }
    }
}
