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

        /// - Returns: whether the station is new.
        public func add(_ name: StationName) async throws -> Bool {
            try caller.require(.manageStations)
            let (person, now) = (caller.name, now())
            return try await ledger.write { try $0.addStation(name, by: person, at: now) }
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
