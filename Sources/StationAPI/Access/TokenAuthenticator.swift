import Basics
import Hummingbird
import Ledger
import Observability
import Synchronization
import UseCases

/// Lets requests pass that bear a station's token, and notes that it was used.
struct TokenAuthenticator: RouterMiddleware {
    typealias Context = StationContext

    private let door: StationDoor
    private let connections: ConnectionBook
    private let uses = LastUsedThrottle()

    init(door: StationDoor, connections: ConnectionBook) {
        self.door = door
        self.connections = connections
    }

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        guard let field = request.headers[.authorization] else { throw Problem(.unauthorized) }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = StationToken(text: String(parts[1])),
            let station = try await door.station(with: token)
        else { throw Problem(.badToken) }
        connections.note(context.channel, station: station)
        try await noteUse(of: token.id)
        var context = context
        context.station = station
        context.logger[metadataKey: LogKey.station.rawValue] = .string(station.rawValue)
        return try await next(request, context)
    }

    /// That a token was used matters, but nobody is turned away because it cannot be noted just now.
    private func noteUse(of token: TokenID) async throws {
        guard uses.isDue(token, at: door.now()) else { return }
        do {
            try await door.noteUse(of: token)
        } catch let error as LedgerError where error.code == .busy {
            uses.forget(token)
        }
    }
}

/// Lets stations wait only briefly while others write: they are told when to come back.
struct LedgerPatience: RouterMiddleware {
    typealias Context = StationContext

    let limit: Duration

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        try await Ledger.$timeout.withValue(limit) { try await next(request, context) }
    }
}

/// When each token's use was last noted: once a minute is enough, a write for each request would be too many.
private final class LastUsedThrottle: Sendable {
    private static let interval: Int64 = 60_000
    private let last = Mutex<[TokenID: Instant]>([:])

    func isDue(_ token: TokenID, at now: Instant) -> Bool {
        last.withLock { last in
            if let earlier = last[token], abs(now.milliseconds - earlier.milliseconds) < Self.interval { return false }
            last[token] = now
            return true
        }
    }

    func forget(_ token: TokenID) { last.withLock { $0[token] = nil } }
}
