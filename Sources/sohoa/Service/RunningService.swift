import Basics
import DigitizationPipeline
import Foundation
import Ledger
import Observability
import Office
import OpenIDConnect
import PostalPipeline
import Presentation
import StaffDesk
import StationAPI
import UseCases
import WorkQueue

/// Everything that `sohoa serve` and `sohoa worker` run, put together.
struct RunningService: Sendable {
    let settings: ServiceSettings
    let office: OpenHome
    let pipeline: Pipeline
    let rules: PipelineRules
    let pool: RecognizerPool
    /// Who signs in, and how.
    let accounts: AccountDoor
    /// The provider at which people sign in; `nil` when there is none.
    let openID: OpenIDClient?
    private let service: PostalService
    private let postal: [PostalPipelineSteps]
    private let signal = LocalNotifier()
    private let log = ServiceLog()
    private let metrics = ServiceMetrics()
    private let counts = PageCounts()
    private let moves = BatchMoves()

    init(_ settings: ServiceSettings, home: DataHome) throws {
        self.settings = settings
        pipeline = try settings.loadedPipeline()
        rules = try PipelineRules.load(home)
        office = try OpenHome(owning: home)
        accounts = AccountDoor(office, policy: settings.accounts.policy)
        let clock = office.clock
        openID = settings.openID.map { OpenIDClient($0, now: clock.now) }
        pool = try Recognizers.pool(pipeline, rules, jobs: settings.recognizers)
        service = try PostalService(office: office)
        postal = try PostalPipelineFile.load(home)
    }

    /// Runs until the task is cancelled, then stops in order: no more batches, jobs given back, children ended, ledger
    /// closed.
    /// - Parameter servesHTTP: whether stations may hand batches over HTTP.
    func run(servesHTTP: Bool) async throws {
        log.started()
        if RecognitionModels.lacksSecond(language: pipeline.readPages.recognition.language) { log.lacksSecondModel() }
        let result = await Result { try await work(servesHTTP: servesHTTP) }
        // Cancelled by now: what is left to do must not be.
        await Task { await pool.shutdown() }.value
        await closeLedger()
        log.stopped()
        do { try result.get() } catch is CancellationError {}
    }

    /// Gives the file back, but does not wait long for what another process has asked of it, such as a backup: a ledger
    /// bears the end of its process at any moment.
    private func closeLedger() async {
        let ledger = office.ledger
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let closing = DispatchGroup()
                DispatchQueue.global().async(group: closing) { try? ledger.close() }
                _ = closing.wait(timeout: .now() + .seconds(2))
                continuation.resume()
            }
        }
    }

    private func work(servesHTTP: Bool) async throws {
        let hub = ProgressHub(office: office, counts: counts)
        let reception = Reception(office: office)
        let inboxSettings = settings.inbox(postal: postal)
        let inbox = InboxWatcher(
            office: office, reception: reception, wording: .bothLanguages, settings: inboxSettings, signal: signal,
            report: { [log, moves] event in
                log.note(event)
                if case .taken(_, let batch) = event { moves.note(batch) }
            })
        let postalInbox = PostalInbox(
            service: service, pipelines: postal, signal: signal, pollInterval: .seconds(settings.pollSeconds),
            stableSeconds: settings.isStableGiven ? settings.stableSeconds : nil, report: { [log] in log.note($0) })
        let postalWork = PostalWork(
            service: service, pipelines: postal, receipts: .vietnamese, report: { [log] in log.note($0) })
        let server = servesHTTP ? try server(hub, inbox) : nil
        var services: [any HousekeepingService] = [
            ReceiptWriter(office: office, wording: .bothLanguages, settings: inboxSettings),
            UnfollowedRuns(
                ledger: office.ledger, pipelines: postal, signal: signal, now: office.clock.now),
            RunCompactor(ledger: office.ledger, now: office.clock.now),
            CaseImportCompletion(ledger: office.ledger, signal: signal, now: office.clock.now),
        ]
        if let server { services.append(StaleUploadReaper(server: server, now: office.clock.now)) }
        let worker = WorkerService(
            office: office, pool: pool, pipeline: pipeline, rules: rules, settings: settings.worker, signal: signal,
            services: services, handlers: postalWork.handlers, followUp: postalWork.followUp
        ) { [log, metrics, counts, moves] event in
            log.note(event)
            metrics.note(event)
            guard case .progress(let batch, let progress) = event else { return }
            counts.note(progress, of: batch)
            hub.publish(progress, of: batch, counts: counts)
            moves.note(progress, of: batch)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            group.addTask { await inbox.run() }
            group.addTask { await postalInbox.run() }
            if let server { group.addTask { try await serve(server) } }
            // The first that ends ends the others: cancelled, or failed for good.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Serves until the task is cancelled, and lets requests in progress end then.
    private func serve(_ server: StationServer) async throws {
        let link = try await accounts.firstAdministratorLink()
        let running = Task { [log, settings] in
            try await server.run { port in
                log.listening(port: port)
                if let link { FirstAdministratorNotice(link, settings, port: port).print() }
            }
        }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task { await server.stop() }
        }
    }

    private func server(
        _ hub: ProgressHub, _ inbox: InboxWatcher
    ) throws -> StationServer {
        let (office, pool, metrics) = (office, pool, metrics)
        let desk = try DeskDoor(deskServices, isSecure: settings.certificate != nil)
        return try StationServer(
            settings: settings.http(uploads: URL(fileURLWithPath: office.home.uploads)), door: StationDoor(office),
            receiver: StationIntake(office: office, signal: signal, moves: moves), progress: hub, checks: checks,
            metrics: { await metrics.text(office: office, pool: pool, quarantined: await inbox.quarantinedCount) },
            factory: metrics.registry, others: OtherDoor(desk, StationDoor(office)))
    }

    /// What the pages for staff stand on.
    private var deskServices: DeskServices {
        let (checks, moves, counts, pool) = (checks, moves, counts, pool)
        var services = DeskServices(
            accounts: accounts,
            previews: PagePreviews(
                // Somebody waits for each picture, and it takes a moment; pages of batches take turns behind it.
                recognizer: pool.lane(RecognizerLane(name: "desk", isUrgent: true)), folder: office.home.previews,
                pipeline: pipeline),
            recognition: Recognition(recognizer: pool, pipeline: pipeline, rules: rules),
            live: LiveSource(
                moves: { moves.stream(of: $0) },
                progress: { batch in counts.read(of: batch).map { .init(read: $0.read, total: $0.total) } }),
            health: {
                var results: [(name: String, fault: String?)] = []
                for check in checks { results.append((check.name, await check.check())) }
                return results
            },
            versions: {
                guard let identity = try? await pool.identity() else { return [] }
                let models = identity.models.map { ($0, String($1.prefix(12))) }
                return (identity.engines.map { ($0, $1) } + models).sorted { $0.0 < $1.0 }
            },
            settings: settings.inForce.map { ($0.key, $0.value ?? "", $0.origin.description) })
        services.openID = openID
        if let proxies = settings.trustedProxies { services.trustedProxies = proxies }
        return services
    }

    /// What must hold for the service to be ready.
    private var checks: [HealthCheck] {
        let (office, pool) = (office, pool)
        let status = Workspace(office, caller: .service).status
        return [
            HealthCheck(name: "ledger") {
                do {
                    return try await status.ledgerTrouble()
                } catch { return "\(type(of: error))" }
            },
            HealthCheck(name: "disk") {
                guard let free = FreeSpace.bytes(at: office.home.path) else { return "cannot be read" }
                return free < Self.minFreeBytes ? "\(free) bytes free, \(Self.minFreeBytes) wanted" : nil
            },
            HealthCheck(name: "recognizer") {
                do {
                    _ = try await pool.identity()
                    return nil
                } catch { return EnvironmentFault(error).map(Self.text) ?? "\(type(of: error))" }
            },
            HealthCheck(name: "programs") {
                let missing = HelperPrograms.missing()
                return missing.isEmpty
                    ? nil : Self.text(EnvironmentFault(.toolMissing, missing.joined(separator: ", ")))
            },
            HealthCheck(name: "second_model", isAdvice: true) { [pipeline] in
                RecognitionModels.lacksSecond(language: pipeline.readPages.recognition.language)
                    ? "\(RecognitionModels.advice.code): \(RecognitionModels.advice.english)" : nil
            },
            HealthCheck(name: "jobs") {
                // What the work itself met; a check that looks only now may find all well.
                let waiting = try? await status.newestLack()
                guard let error = waiting ?? nil, let code = EnvironmentFault.Code(rawValue: error.code) else {
                    return nil
                }
                return Self.text(EnvironmentFault(code, error.detail))
            },
        ]
    }

    private static func text(_ fault: EnvironmentFault) -> String {
        fault.detail.isEmpty ? fault.code.rawValue : "\(fault.code.rawValue): \(fault.detail)"
    }

    private static let minFreeBytes = 512 << 20
}

/// Takes back what stations began to hand over by HTTP and forgot: it counts among their open batches and fills the disk.
private struct StaleUploadReaper: HousekeepingService {
    let server: StationServer
    let now: @Sendable () -> Instant
    let interval = Duration.seconds(3_600)

    /// A station that was switched off in the evening may go on in the morning.
    private static let timeout = Duration.seconds(3 * 86_400)

    func round() async throws -> Int {
        try await server.abandonBatches(unchangedSince: now().adding(.zero - Self.timeout))
    }
}

extension Result where Failure == any Error, Success: Sendable {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

extension ServiceSettings {
    /// The pipeline in force.
    func loadedPipeline() throws -> Pipeline { try pipeline.map(PipelineFile.load) ?? Pipeline() }

    var worker: WorkerService.Settings {
        var worker = WorkerService.Settings(recognizers: recognizers)
        worker.batches = batches
        worker.jobRetentionDays = jobDays
        return worker
    }

    /// - Parameter postal: whose stations' spreadsheets are no batches.
    func inbox(postal: [PostalPipelineSteps]) -> InboxSettings {
        var inbox = InboxSettings(
            pollInterval: .seconds(pollSeconds), stableTime: .seconds(stableSeconds),
            receiptRetention: .seconds(receiptDays * 86_400))
        inbox.spreadsheetStations = Set(postal.filter { $0.spreadsheets != nil }.map(\.station))
        return inbox
    }

    func http(uploads: URL) -> StationServerSettings {
        var http = StationServerSettings(uploads: uploads)
        http.host = host
        http.port = port
        http.allowsPlaintext = allowsPlaintext
        http.operationsAreLocal = operationsAreLocal
        if let certificate, let privateKey {
            http.tls = .init(certificateChain: certificate, privateKey: privateKey)
        }
        return http
    }
}
