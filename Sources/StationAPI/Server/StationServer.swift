import CoreMetrics
import Dossiers
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Ledger
import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// The HTTP server for scan stations.
///
/// ```
/// let server = try StationServer(settings: settings, ledger: ledger, receiver: intake, progress: hub)
/// async let running: Void = server.run { port in … }
/// await server.stop()
/// try await running
/// ```
public final class StationServer: Sendable {
    private let application: Application<RouterResponder<StationContext>>
    private let group: ServiceGroup
    private let hook: ListeningHook
    private let care: UploadCare
    private let desk: UploadDesk

    /// - Parameters:
    ///   - receiver: takes batches that are complete.
    ///   - progress: tells what becomes of them.
    ///   - checks: what must hold for the service to be ready.
    ///   - metrics: text of all metrics in Prometheus's text format; `nil` for no `/metrics`.
    ///   - factory: where the server's own metrics go.
    ///   - now: the clock.
    /// - Throws: ``StationServerError``.
    public init(
        settings: StationServerSettings, ledger: Ledger, receiver: any BatchReceiver,
        progress: any BatchProgressSource, checks: [HealthCheck] = [],
        metrics: (@Sendable () async -> String)? = nil, factory: any MetricsFactory = MetricsSystem.factory,
        logger: Logger = Logger(label: "sohoa.http"), now: @escaping @Sendable () -> Instant = Instant.present
    ) throws {
        guard settings.isLoopback || settings.tls != nil || settings.allowsPlaintext else {
            throw StationServerError.plaintextRefused(host: settings.host)
        }
        let folders = try UploadFolders(root: settings.uploads)
        care = UploadCare(ledger: ledger, folders: folders, logger: logger, now: now)
        let limits = settings.limits
        desk = UploadDesk(
            ledger: ledger, folders: folders, receiver: receiver, limits: limits, factory: factory,
            logger: logger, now: now)
        let operations = Operations(checks: checks, metrics: metrics, isLocal: settings.operationsAreLocal)
        let router = Self.router(
            desk: desk, progress: progress, operations: operations, limits: limits,
            authenticator: TokenAuthenticator(ledger: ledger, now: now), factory: factory)
        let started = ListeningHook()
        application = Application(
            router: router, server: try Self.builder(settings),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { started.call(port: $0.localAddress?.port ?? 0) }, logger: logger)
        var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
        configuration.maximumGracefulShutdownDuration = limits.stopTime
        group = ServiceGroup(configuration: configuration)
        hook = started
    }

    /// Serves until ``stop()`` is called or the task is cancelled. Call it once.
    /// - Parameter onListening: called with the port once connections are taken.
    /// - Throws: the system's error when the address cannot be listened on.
    public func run(onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        hook.set(onListening)
        try await care.recover()
        try await group.run()
    }

    /// Takes back the open batches to which nothing was added since: their stations have forgotten them. For
    /// housekeeping, while the server runs.
    /// - Returns: how many.
    public func abandonBatches(unchangedSince time: Instant) async throws -> Int {
        try await care.abandon(unchangedSince: time, through: desk)
    }

    /// Stops taking requests and lets those in progress end, for as long as the limits allow.
    public func stop() async { await group.triggerGracefulShutdown() }

    // MARK: Parts

    static func router(
        desk: UploadDesk, progress: any BatchProgressSource, operations: Operations,
        limits: StationServerSettings.Limits, authenticator: TokenAuthenticator, factory: any MetricsFactory
    ) -> Router<StationContext> {
        let router = router(operations, linger: limits.lingerTime, factory: factory)
        let stations = router.group("v1")
            .add(middleware: authenticator)
            .add(middleware: RateLimit(perSecond: limits.requestsPerSecond, burst: limits.requestBurst))
        BatchRoutes(desk: desk, progress: progress).addRoutes(to: stations)
        FileRoutes(desk: desk, limits: limits).addRoutes(to: stations)
        EventRoutes(desk: desk, progress: progress, limits: limits).addRoutes(to: stations)
        return router
    }

    /// The part of the routes that needs no token.
    static func router(
        _ operations: Operations, linger: Duration, factory: any MetricsFactory
    ) -> Router<StationContext> {
        let router = Router(context: StationContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestRecord(factory: factory))
        router.add(middleware: ProblemResponses(linger: linger))
        operations.addRoutes(to: router)
        return router
    }

    private static func builder(_ settings: StationServerSettings) throws -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                idleTimeout: TimeAmount(settings.limits.idleTime),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        guard let files = settings.tls else { return http }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificateChain)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: files.privateKey, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            return try .tls(http, tlsConfiguration: configuration)
        } catch {
            throw StationServerError.badCertificate(path: files.certificateChain)
        }
    }
}

/// Tells the port to whoever runs the server.
private final class ListeningHook: Sendable {
    private let body = Mutex<(@Sendable (Int) -> Void)?>(nil)

    func set(_ body: @escaping @Sendable (Int) -> Void) { self.body.withLock { $0 = body } }
    func call(port: Int) { body.withLock { $0 }?(port) }
}
