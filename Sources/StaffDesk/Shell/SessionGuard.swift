import Basics
import Hummingbird
import Ledger
import UseCases

/// Finds out who asks, and lets nobody in who has not signed in.
struct SessionGuard: Sendable {
    let accounts: AccountDoor
    let pages: PageMaker
    /// Whether the service itself speaks TLS.
    let isSecure: Bool
    /// Whose word about where a request comes from is believed.
    var proxies = TrustedProxies()

    /// The cookies of a request's connection.
    /// - Throws: `Refusal` `tls_required` where a password would cross the network unprotected.
    func cookie(_ request: Request, _ context: DeskContext) throws(Refusal) -> SessionCookie {
        if isSecure { return SessionCookie(isSecure: true) }
        // Only a proxy on this machine is believed about what stands before it.
        guard context.isLocal else { throw .tlsRequired }
        return SessionCookie(isSecure: request.headers[.forwardedProto] == "https")
    }

    /// Where a request comes from, for the list of sessions and for locks.
    func place(_ request: Request, _ context: DeskContext) -> ClientPlace {
        // Who speaks plainly from this machine is a proxy, or somebody who could be anybody on it.
        let isOwn = !isSecure && context.isLocal
        let address = proxies.client(
            of: context.peer, forwardedFor: request.headers[values: .forwardedFor], peerIsProxy: isOwn)
        return ClientPlace(address: String(address.prefix(64)), agent: Self.agent(request.headers[.userAgent] ?? ""))
    }

    /// - Returns: `nil` when nobody is signed in.
    func person(_ request: Request, _ context: DeskContext) async throws -> (SignedInPerson, SessionToken)? {
        guard let cookie = try? cookie(request, context), let token = cookie.token("session", in: request),
            let person = try await accounts.person(with: token)
        else { return nil }
        context.recognized("account \(person.account.name.rawValue)")
        return (person, token)
    }

    /// A visit of whoever asks.
    /// - Throws: ``SignInNeeded``.
    func visit(_ request: Request, _ context: DeskContext) async throws -> Visit {
        guard let (person, token) = try await person(request, context) else { throw SignInNeeded() }
        return Visit(
            request: request, context: context, person: person, token: token, door: accounts, pages: pages)
    }

    /// Browser and system in two words: the whole text tells more than is needed, and is the client's to choose.
    static func agent(_ field: String) -> String {
        let browsers = [
            ("Edg/", "Edge"), ("OPR/", "Opera"), ("CocCoc", "Cốc Cốc"), ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
        ]
        let systems = [
            ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Mac OS X", "macOS"), ("Linux", "Linux"),
        ]
        let parts = [browsers, systems].compactMap { names in names.first { field.contains($0.0) }?.1 }
        return parts.joined(separator: " · ")
    }
}

/// Answers a request of somebody who signed in.
typealias VisitHandler = @Sendable (Visit) async throws -> Response

/// The routes for people who signed in.
struct DeskRoutes {
    let router: Router<DeskContext>
    let guardian: SessionGuard

    func get(_ path: RouterPath, _ handler: @escaping VisitHandler) { add(path, .get, handler) }

    func post(_ path: RouterPath, _ handler: @escaping VisitHandler) { add(path, .post, handler) }

    private func add(_ path: RouterPath, _ method: HTTPRequest.Method, _ handler: @escaping VisitHandler) {
        router.on(path, method: method) { [guardian] request, context -> Response in
            let visit = try await guardian.visit(request, context)
            do {
                return try await handler(visit)
            } catch {
                throw VisitFailure(error: error, visit: visit)
            }
        }
    }
}
