import Dossiers
import Hummingbird
import Ledger
import Observability
import Synchronization

/// Lets requests pass that bear a station's token, and notes that it was used.
struct TokenAuthenticator: RouterMiddleware {
    typealias Context = StationContext

    private let ledger: Ledger
    private let uses = UseNotes()
    private let now: @Sendable () -> Instant

    init(ledger: Ledger, now: @escaping @Sendable () -> Instant) {
        self.ledger = ledger
        self.now = now
    }

    func handle(
        _ request: Request, context: StationContext, next: (Request, StationContext) async throws -> Response
    ) async throws -> Response {
        guard let field = request.headers[.authorization] else { throw Problem(.unauthorized) }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = StationToken(text: String(parts[1])),
            let station = try await ledger.read({ try $0.station(with: token) })
        else { throw Problem(.badToken) }
        if uses.isDue(token.id, at: now()) {
            let instant = now()
            try await ledger.write { try $0.noteUse(of: token.id, at: instant) }
        }
        var context = context
        context.station = station
        context.logger[metadataKey: LogKey.station.rawValue] = .string(station.rawValue)
        return try await next(request, context)
    }
}

/// When each token's use was last noted: once a minute is enough, a write for each request would be too many.
private final class UseNotes: Sendable {
    private static let interval: Int64 = 60_000
    private let last = Mutex<[TokenID: Instant]>([:])

    func isDue(_ token: TokenID, at now: Instant) -> Bool {
        last.withLock { last in
            if let earlier = last[token], abs(now.milliseconds - earlier.milliseconds) < Self.interval { return false }
            last[token] = now
            return true
        }
    }
}
