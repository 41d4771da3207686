import Basics
import Dossiers
import Hummingbird
import Ledger
import Observability
import Synchronization
import UseCases

/// Lets requests pass that bear a station's token, and notes that it was used; or those of a person who may hand in for a
/// station, as another door on the same port knows.
struct TokenAuthenticator: RouterMiddleware {
    typealias Context = StationContext

    private let door: StationDoor
    private let connections: ConnectionBook
    private let uses = LastUsedThrottle()

    private let others: OtherDoor?

    init(door: StationDoor, connections: ConnectionBook, others: OtherDoor? = nil) {
        self.door = door
        self.connections = connections
        self.others = others
    }

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        guard let field = request.headers[.authorization] else {
            guard let person = try await others?.person(request, context.source) else { throw Problem(.unauthorized) }
            return try await next(request, note(person.station, person.actor, of: context))
        }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = StationToken(text: String(parts[1])),
            let station = try await door.station(with: token)
        else { throw Problem(.badToken) }
        try await noteUse(of: token.id)
        let actor = Actor(.station, account: station.rawValue)
        return try await next(request, note(station, actor, of: context))
    }

    private func note(_ station: StationName, _ actor: Actor, of context: StationContext) -> StationContext {
        connections.note(context.channel, owner: station.rawValue)
        var context = context
        (context.station, context.actor) = (station, actor)
        context.logger[metadataKey: LogKey.station.rawValue] = .string(station.rawValue)
        return context
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
