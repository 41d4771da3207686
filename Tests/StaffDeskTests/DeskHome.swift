import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import Logging
import NIOCore
import NIOEmbedded
import Office
import OpenIDConnect
import RecognizerProtocol
import Synchronization
import Testing
import UseCases

@testable import StaffDesk

/// The desk over a data home in a temporary folder, with accounts and a batch of each of two stations.
final class DeskHome: Sendable {
    static let password = "chuồn chuồn bay thấp 88"
    static let land = CaseCode(rawValue: "000.00.16.H40-261118-0042")!
    static let school = CaseCode(rawValue: "000.00.17.H40-261118-0001")!

    let office: OpenHome
    let accounts: AccountDoor
    let door: DeskDoor
    let recognizer = DrawingRecognizer()
    private let folder: URL

    init(isSecure: Bool = false, openID: OpenIDClient? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sohoa-desk-\(UUID().uuidString)")
        office = try OpenHome(home: DataHome(path: folder.path(percentEncoded: false)))
        var policy = AccountPolicy()
        policy.scrypt = .forTests
        accounts = AccountDoor(office, policy: policy, passwords: PasswordWork())
        var services = DeskServices(
            accounts: accounts,
            previews: PagePreviews(recognizer: recognizer, folder: office.home.previews),
            recognition: Recognition(recognizer: recognizer, rules: PipelineRules()),
            live: LiveSource(moves: { _ in AsyncStream { $0.finish() } }, progress: { _ in nil }),
            health: { [("ledger", nil), ("disk", "full")] }, versions: { [("tesseract", "5.3.0")] },
            settings: [("http.port", "8080", "default")])
        services.openID = openID
        door = try DeskDoor(services, isSecure: isSecure)
    }

    static func with<T>(
        isSecure: Bool = false, openID: OpenIDClient? = nil, _ body: (DeskHome) async throws -> T
    ) async throws -> T {
        let home = try DeskHome(isSecure: isSecure, openID: openID)
        let result: Result<T, any Error>
        do { result = .success(try await body(home)) } catch { result = .failure(error) }
        try home.office.ledger.close()
        try FileManager.default.removeItem(at: home.folder)
        return try result.get()
    }

    // MARK: What is there

    /// An account with ``password``.
    func add(_ name: String, _ roles: Set<Role>, scope: Scope = .everything) async throws {
        let login = try #require(LoginName(rawValue: name))
        let link = try await Workspace(office, caller: .systemAccount()).accounts.add(
            login, displayName: "Lê Thị \(name)", roles: roles, scope: scope)
        try await accounts.setPassword(
            Self.password, with: link.token, from: ClientPlace(address: "::1", agent: "test"))
    }

    /// A batch with one page of a case, and its name.
    /// - Parameter code: `nil` for a page that waits for a person.
    @discardableResult
    func addBatch(_ name: String, station: String, of code: CaseCode?) async throws -> (
        batch: BatchID, page: PageID, waiting: WaitingID?
    ) {
        let store = office.store
        let original = try store.put(data: Data("scan of \(name)".utf8)).sha256
        let now = office.now()
        let component = try #require(ComponentCode(rawValue: "TP01"))
        return try await office.ledger.write { tx in
            let file = SubmittedFile(
                name: "<b>\(name)</b>.jpg", nfcName: "<b>\(name)</b>.jpg", sha256: original, byteCount: 9)
            let digest = try ContentDigest(ofTexts: [name])
            let batch = try tx.openBatch(name: name, station: station, contentDigest: digest, files: [file], at: now)
                .batch
            let page = PageRecord(
                id: PageID(batch: batch.id, fileOrdinal: 0, pageIndex: 0), batchID: batch.id, fileOrdinal: 0,
                fileName: file.name, pageIndex: 0, ordinal: 0, kind: .content, caseCode: code,
                component: code == nil ? nil : component)
            let held = code == nil ? [HeldPages(reason: .orphanPages, pageIDs: [page.id])] : []
            let waiting = try tx.replaceSplit(batch: batch.id, pages: [page], issues: [], waiting: held, at: now)
            try tx.finishBatch(batch.id, at: now)
            return (batch.id, page.id, waiting.first?.id)
        }
    }

    func addCases() async throws {
        let component = try #require(ComponentCode(rawValue: "TP01"))
        let cases = [Self.land, Self.school].map { code in
            CaseRecord(
                code: code, procedureCode: "1.001193", procedure: "<i>Đăng ký khai sinh</i>", agency: code.agency,
                applicant: "Lê \"Bá\" Thuận", received: Instant(milliseconds: 0), due: nil, channel: .direct,
                components: [ComponentRule(code: component, name: "Tờ khai", form: .original, isRequired: true)])
        }
        let now = office.now()
        _ = try await office.ledger.write { try $0.importCases(cases, at: now) }
    }

    // MARK: Requests

    /// A browser: it keeps its cookies.
    func browser() -> Browser { Browser(home: self) }

    func signedIn(_ name: String) async throws -> Browser {
        let browser = browser()
        let answer = try await browser.post("/sign-in", ["name": name, "password": Self.password], hasToken: false)
        #expect(answer.status == 303, "\(name): \(answer.text)")
        return browser
    }

    fileprivate func send(_ request: Request) async throws -> Answer {
        let channel = NIOAsyncTestingChannel()
        let response = try await door.respond(
            to: request,
            from: ApplicationRequestContextSource(
                channel: channel, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        return Answer(status: response.status.code, headers: response.headers, body: collected.bytes.withLock { $0 })
    }
}

/// What the desk answered.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    var location: String { headers[.location] ?? "" }

    /// The code that an error page shows.
    var code: String? { text.firstMatch(of: /<code>(\w+)<\/code>/).map { String($0.output.1) } }
}

private final class Collected: Sendable {
    let bytes = Mutex(Data())
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    func write(_ buffer: ByteBuffer) async throws { collected.bytes.withLock { $0.append(Data(buffer: buffer)) } }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// Keeps cookies, and sends what browsers send with a request from a page of the same site.
final class Browser: Sendable {
    private let home: DeskHome
    private let cookies = Mutex<[String: String]>([:])
    /// What every request says beside.
    let headers = Mutex<HTTPFields>([:])

    init(home: DeskHome) { self.home = home }

    var cookie: String { cookies.withLock { $0.map { "\($0)=\($1)" }.joined(separator: "; ") } }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, headers, nil)
    }

    /// Sends a form of a page of this session.
    func post(_ path: String, _ fields: [String: String], _ headers: HTTPFields = [:], hasToken: Bool = true)
        async throws -> Answer
    {
        var fields = fields
        if hasToken, fields["csrf"] == nil { fields["csrf"] = try await csrf() }
        let body = fields.map { "\($0)=\($1.queryEncoded)" }.joined(separator: "&")
        return try await send(.post, path, headers, body)
    }

    /// The token in the forms of this session's pages.
    func csrf() async throws -> String {
        let page = try await get("/account").text
        return page.firstMatch(of: /name="csrf" value="([^"]+)"/).map { String($0.output.1) } ?? ""
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, _ body: String?) async throws
        -> Answer
    {
        var fields = self.headers.withLock { $0 }
        if !cookie.isEmpty { fields[.cookie] = cookie }
        if method == .post, fields[.fetchSite] == nil { fields[.fetchSite] = "same-origin" }
        for field in headers { fields[field.name] = field.value }
        let head = HTTPRequest(method: method, scheme: "http", authority: "desk.test", path: path, headerFields: fields)
        let answer = try await home.send(Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body ?? ""))))
        for field in answer.headers[values: .setCookie] {
            let parts = field.split(separator: ";")[0].split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies.withLock { $0[String(parts[0])] = parts[1].isEmpty ? nil : String(parts[1]) }
        }
        return answer
    }
}

/// Draws a picture of a few bytes for every page, but for those of files that cannot be drawn.
final class DrawingRecognizer: Recognizer {
    let drawn = Mutex(0)
    let fails = Mutex(false)

    func identity() async throws -> RecognizerIdentity { RecognizerIdentity(engines: [:], models: [:]) }

    func call(_ request: RecognizerRequest, deadline: Duration) async throws -> RecognizerResponse {
        switch request {
        case .extractImage(let request):
            return .imageExtracted(
                EmbeddableImage(
                    filter: .dct, colourSpace: .gray, bitsPerComponent: 8, width: 100, height: 100, isInverted: false,
                    turn: .none, dpi: 300, path: request.path, offset: 0, length: 1))
        case .assemble(let request):
            try Data("%PDF of \(request.pages.count) pages".utf8).write(to: URL(filePath: request.outputPath))
            return .assembled(AssembleResult(size: 1, textVerified: true, unwritten: [:]))
        case .readPage(let request):
            var reading = PageReading(
                width: 100, height: 100, dpi: 300, rotation: .none, skew: 0, isBlank: false, barcodes: [],
                separatorTraces: SeparatorTraces(), text: PageText(), textSource: .recognized, fingerprint: .none,
                remarks: [])
            reading.rotation = request.options.turn ?? .none
            return .pageRead(.init(reading: reading, image: nil))
        default: break
        }
        guard case .renderPreview(let request) = request, !fails.withLock({ $0 }) else {
            return .fault(FileFault(code: .corruptPDF, detail: ""))
        }
        drawn.withLock { $0 += 1 }
        try Data("JPEG of page \(request.pageIndex)".utf8).write(to: URL(filePath: request.outputPath))
        return .previewRendered(Preview(width: 1, height: 1))
    }
}

extension DeskHome {
    /// Whom another door on the same port would see.
    func person(_ method: HTTPRequest.Method, cookie: String, _ headers: HTTPFields = [:]) async throws
        -> SignedInPerson?
    {
        var fields: HTTPFields = [.cookie: cookie, .fetchSite: "same-origin"]
        for field in headers { fields[field.name] = field.value }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "desk.test", path: "/v1/batches", headerFields: fields)
        return try await door.person(
            asking: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
            from: ApplicationRequestContextSource(
                channel: NIOAsyncTestingChannel(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    }
}
