import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import Office

/// A data home in a temporary folder with one case of three components.
struct TestOffice {
    static let caseCode = CaseCode(rawValue: "000.00.16.H40-261001-0002")!

    let office: OpenHome
    let recognizer = ScriptedRecognizer()
    private let root: URL

    init(clock: TimeSource = .system) async throws {
        root = FileManager.default.temporaryDirectory.appending(path: "sohoa-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        office = try OpenHome(
            home: DataHome(path: root.appending(path: "home").path(percentEncoded: false)), clock: clock)
        try await importCase(Self.caseCode)
    }

    func importCase(_ code: CaseCode, at instant: Instant = Instant(milliseconds: 1)) async throws {
        let record = CaseRecord(
            code: code, procedureCode: "1.001193", procedure: "Đăng ký khai sinh", agency: "UBND",
            applicant: "Lê Bá Thuận", received: Instant(milliseconds: 0), due: nil, channel: .direct,
            components: ["TP01", "TP02", "TP03"].map {
                ComponentRule(code: ComponentCode(rawValue: $0)!, name: $0, form: .original, isRequired: true)
            })
        _ = try await office.ledger.write { try $0.importCases([record], at: instant) }
    }

    func close() throws {
        try office.ledger.close()
        try FileManager.default.removeItem(at: root)
    }

    var digitizer: Digitizer {
        Digitizer(office: office, recognizer: recognizer, pipeline: Pipeline(), jobs: 2)
    }

    /// Writes a batch folder: file name to script.
    func batch(_ name: String, _ files: [String: String]) throws -> String {
        let folder = root.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, script) in files {
            try Data(script.utf8).write(to: folder.appending(path: file))
        }
        return folder.path(percentEncoded: false)
    }

    static func separator(_ component: String) -> String { "sep \(caseCode.rawValue)/\(component)" }

    func status(_ component: String) async throws -> ComponentStatus {
        let code = ComponentCode(rawValue: component)!
        let status = try await office.ledger.read { try $0.caseStatus(Self.caseCode) }
        return status!.components.first { $0.code == code }!
    }

    func waiting() async throws -> [WaitingItem] {
        try await office.ledger.read { try $0.waitingItems(batch: nil, case: nil, openOnly: true) }
    }

    func issues() async throws -> [IssueRecord] {
        try await office.ledger.read { try $0.issues(batch: nil) }
    }
}
