import Basics
import Dossiers
import HTTPTypes
import Hummingbird

/// Another door on the same port: it answers at all addresses that are none of the stations' or operations'.
public struct OtherDoor: Sendable {
    /// Notes that it was proved whose connection a request came on: it is no stranger's any more.
    public typealias Recognized = @Sendable (_ owner: String) -> Void

    /// Answers a request.
    public var respond:
        @Sendable (Request, ApplicationRequestContextSource, @escaping Recognized) async throws -> Response
    /// Somebody who hands in for a station.
    public struct Person: Sendable {
        public var station: StationName
        public var actor: Actor

        public init(station: StationName, actor: Actor) { (self.station, self.actor) = (station, actor) }
    }

    /// Who asks, where a request bears no token; `nil` when nobody is known. Throws a refusal for a request that must not
    /// be carried out.
    public var person: @Sendable (Request, ApplicationRequestContextSource) async throws -> Person?

    public init(
        respond:
            @escaping @Sendable (Request, ApplicationRequestContextSource, @escaping Recognized) async throws
            -> Response,
        person: @escaping @Sendable (Request, ApplicationRequestContextSource) async throws -> Person?
    ) {
        (self.respond, self.person) = (respond, person)
    }
}

extension OtherDoor {
    /// Whether an address is below those of this server, which answers there itself that there is nothing.
    private static func isOurs(_ path: String) -> Bool {
        ["v1", "health", "metrics"].contains(path.split(separator: "/").first ?? "")
    }

    func addRoutes(to router: Router<StationContext>, book: ConnectionBook) {
        let handler: StationHandler = { [respond] request, context in
            guard !Self.isOurs(request.uri.path) else { throw Problem(.notFound) }
            return try await respond(request, context.source) { owner in book.note(context.channel, owner: owner) }
        }
        for path: RouterPath in ["/", "**"] {
            for method: HTTPRequest.Method in [.get, .post] { router.on(path, method: method, use: handler) }
        }
    }
}
