import Basics
import DigitizationPipeline
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import OpenIDConnect
import UseCases

/// What the desk stands on.
public struct DeskServices: Sendable {
    /// Who signs in, and what they may use.
    public var accounts: AccountDoor
    public var previews: PagePreviews
    /// For decisions for which documents are made.
    public var recognition: Recognition
    public var live: LiveSource
    /// What must hold for the service to be ready: names, and what is wrong, English.
    public var health: @Sendable () async -> [(name: String, fault: String?)]
    /// Programs and models with their versions.
    public var versions: @Sendable () async -> [(name: String, version: String)]
    /// The settings in force, with where each came from.
    public var settings: [(name: String, value: String, origin: String)]

    /// The provider at which people may sign in; `nil` when there is none.
    public var openID: OpenIDClient?
    /// Whose word about where a request comes from is believed.
    public var trustedProxies = TrustedProxies()

    public init(
        accounts: AccountDoor, previews: PagePreviews, recognition: Recognition, live: LiveSource,
        health: @escaping @Sendable () async -> [(name: String, fault: String?)],
        versions: @escaping @Sendable () async -> [(name: String, version: String)],
        settings: [(name: String, value: String, origin: String)]
    ) {
        (self.accounts, self.previews, self.recognition) = (accounts, previews, recognition)
        (self.live, self.health, self.versions, self.settings) = (live, health, versions, settings)
    }
}

/// The pages on which staff work, as one responder: whoever listens on a port hands it the requests that are for people.
///
/// ```swift
/// let desk = try DeskDoor(services, isSecure: true)
/// let response = try await desk.respond(to: request, from: source)
/// ```
public struct DeskDoor: Sendable {
    private let responder: RouterResponder<DeskContext>
    private let guardian: SessionGuard

    /// - Parameter isSecure: whether the service itself speaks TLS.
    /// - Throws: what is wrong with a template.
    public init(_ services: DeskServices, isSecure: Bool) throws {
        let pages = PageMaker(templates: try Templates(), assets: Assets())
        let guardian = SessionGuard(
            accounts: services.accounts, pages: pages, isSecure: isSecure, proxies: services.trustedProxies)
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: DeskErrors(pages: pages))
        AssetPages(assets: pages.assets).addRoutes(to: router)
        let signIn = SignInPages(
            accounts: services.accounts, pages: pages, guardian: guardian, openID: services.openID)
        signIn.addRoutes(to: router)
        LinkPages(accounts: services.accounts, pages: pages, guardian: guardian).addRoutes(to: router)
        let routes = DeskRoutes(router: router, guardian: guardian)
        OwnAccountPages(guardian: guardian, hasProvider: services.openID != nil).addRoutes(to: routes)
        BatchPages(live: services.live).addRoutes(to: routes)
        PaperPages(previews: services.previews).addRoutes(to: routes)
        PageActs(recognition: services.recognition).addRoutes(to: routes)
        ArrangePages(recognition: services.recognition).addRoutes(to: routes)
        CasePages().addRoutes(to: routes)
        ReusePages().addRoutes(to: routes)
        SearchPages().addRoutes(to: routes)
        WaitingPages(recognition: services.recognition).addRoutes(to: routes)
        ReviewPages().addRoutes(to: routes)
        AdminPages(services: services).addRoutes(to: routes)
        AccountAdminPages().addRoutes(to: routes)
        AuditPages().addRoutes(to: routes)
        router.on("**", method: .get) { _, _ -> Response in throw Refusal.noSuchPage }
        router.on("**", method: .post) { _, _ -> Response in throw Refusal.noSuchPage }
        responder = router.buildResponder()
        self.guardian = guardian
    }

    /// Answers a request.
    /// - Parameter recognized: called with a name of whose connection it is, once a session was seen on it.
    public func respond(
        to request: Request, from source: ApplicationRequestContextSource,
        recognized: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Response {
        var context = DeskContext(source: source)
        context.recognized = recognized
        return try await responder.respond(to: request, context: context)
    }

    /// Who asks, by the cookie of a session, for another door on the same port: `nil` where there is no session.
    /// - Throws: `Refusal` `foreign_origin`, `form_expired` for a request that changes something and does not come from a
    ///   page of that session.
    public func person(
        asking request: Request, from source: ApplicationRequestContextSource
    ) async throws -> SignedInPerson? {
        let context = DeskContext(source: source)
        guard let (person, token) = try await guardian.person(request, context) else { return nil }
        if request.method != .get, request.method != .head {
            try RequestOrigin.require(request)
            guard token.matchesCSRF(request.headers[.csrf] ?? "") else { throw Refusal.formExpired }
        }
        return person
    }
}
