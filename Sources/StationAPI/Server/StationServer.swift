import Basics
import CoreMetrics
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
import UseCases

/// The HTTP server for scan stations.
///
/// ```
/// let server = try StationServer(settings: settings, door: StationDoor(home), receiver: intake, progress: hub)
/// async let running: Void = server.run { port in … }
/// await server.stop()
/// try await running
/// ```
public final class StationServer: Sendable {
    private let application: Application<RouterResponder<StationContext>>
    private let group: ServiceGroup
    private let hook: ListeningHook
    private let care: UploadCare
    private let service: UploadService

    /// - Parameters:
    ///   - receiver: takes batches that are complete.
    ///   - progress: tells what becomes of them.
    ///   - checks: what must hold for the service to be ready.
    ///   - metrics: text of all metrics in Prometheus's text format; `nil` for no `/metrics`.
    ///   - factory: where the server's own metrics go.
    ///   - others: another door on the same port.
    /// - Throws: ``StationServerError``.
    public init(
        settings: StationServerSettings, door: StationDoor, receiver: any BatchReceiver,
        progress: any BatchProgressSource, checks: [HealthCheck] = [],
        metrics: (@Sendable () async -> String)? = nil, factory: any MetricsFactory = MetricsSystem.factory,
        others: OtherDoor? = nil, logger: Logger = Logger(label: "sohoa.http")
    ) throws {
        let address = try ListenAddress(settings.host)
        guard address.isLoopback || settings.tls != nil || settings.allowsPlaintext else {
            throw StationServerError.plaintextRefused(host: settings.host)
        }
        let folders = try UploadFolders(root: settings.uploads)
        care = UploadCare(door: door, folders: folders, logger: logger)
        let limits = settings.limits
        service = UploadService(
            door: door, folders: folders, receiver: receiver, limits: limits, factory: factory, logger: logger)
        let book = ConnectionBook(limits: limits)
        let operations = Operations(checks: checks, metrics: metrics, isLocal: settings.operationsAreLocal)
        let router = Self.router(
            service: service, progress: progress, operations: operations, limits: limits,
            authenticator: TokenAuthenticator(door: door, connections: book, others: others), factory: factory)
        others?.addRoutes(to: router, book: book)
        let started = ListeningHook()
        application = Application(
            router: router, server: try Self.builder(settings, book),
            // What was resolved is listened on: the name may mean something else a moment later.
            configuration: ApplicationConfiguration(
                address: .hostname(address.text, port: settings.port),
                availableConnectionsDelegate: .maximum(limits.connections * 5 / 4, logger: logger)),
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
        try await care.abandon(unchangedSince: time, through: service)
    }

    /// Stops taking requests and lets those in progress end, for as long as the limits allow.
    public func stop() async { await group.triggerGracefulShutdown() }

    // MARK: Parts

    static func router(
        service: UploadService, progress: any BatchProgressSource, operations: Operations,
        limits: StationServerSettings.Limits, authenticator: TokenAuthenticator, factory: any MetricsFactory
    ) -> Router<StationContext> {
        let router = router(operations, linger: limits.lingerTime, factory: factory)
        let stations = router.group("v1")
            .add(middleware: LedgerPatience(limit: limits.ledgerTime))
            .add(middleware: authenticator)
            .add(middleware: RateLimit(perSecond: limits.requestsPerSecond, burst: limits.requestBurst))
        BatchRoutes(service: service, progress: progress).addRoutes(to: stations)
        FileRoutes(service: service, limits: limits).addRoutes(to: stations)
        EventRoutes(service: service, progress: progress, limits: limits).addRoutes(to: stations)
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

    private static func builder(
        _ settings: StationServerSettings, _ book: ConnectionBook
    ) throws -> HTTPServerBuilder {
        let limits = settings.limits
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestWatch(book: book, limit: TimeAmount(limits.headTime))],
            idleTimeout: TimeAmount(limits.idleTime),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
        guard let files = settings.tls else {
            return HTTPServerBuilder { responder in
                let http = HTTP1Channel(responder: responder, configuration: configuration)
                return GuardedChannel(base: http, book: book, limits: limits)
            }
        }
        let tls: TLSConfiguration
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificateChain)
            tls = .stations(chain, try NIOSSLPrivateKey(file: files.privateKey, format: .pem))
            // Made once to see whether certificate and key belong together.
            _ = try NIOSSLContext(configuration: tls)
        } catch {
            throw StationServerError.badCertificate(path: files.certificateChain)
        }
        return HTTPServerBuilder { responder in
            let http = HTTP1Channel(responder: responder, configuration: configuration)
            return GuardedChannel(base: try TLSChannel(http, tlsConfiguration: tls), book: book, limits: limits)
        }
    }
}

extension TLSConfiguration {
    /// TLS 1.2 or newer, and of 1.2 only what is forward secret and authenticated (RFC 9325, section 4.2).
    static func stations(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        return configuration
    }
}

/// Tells the port to whoever runs the server.
private final class ListeningHook: Sendable {
    private let body = Mutex<(@Sendable (Int) -> Void)?>(nil)

    func set(_ body: @escaping @Sendable (Int) -> Void) { self.body.withLock { $0 = body } }
    func call(port: Int) { body.withLock { $0 }?(port) }
}
