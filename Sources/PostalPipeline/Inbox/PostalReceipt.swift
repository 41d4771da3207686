import Dossiers
import Foundation
import Ledger
import PostalChannel

/// What the station is told of a spreadsheet that was taken: `<file>.receipt.json` and `.txt` in its folder.
struct PostalReceipt: Codable, Sendable {
    struct Fault: Codable, Sendable {
        var row: Int
        var code: String
        var messageVi: String
        var messageEn: String

        enum CodingKeys: String, CodingKey {
            case row, code
            case messageVi = "message_vi"
            case messageEn = "message_en"
        }
    }

    var file: String
    var takenAt: Instant
    /// The statement that it is; `nil` for a file of events.
    var statement: String?
    /// `complete`, or `awaiting_columns` while a person must say what the columns are.
    var state: String?
    /// Lines or events.
    var rows: Int
    /// Facts that were new, of a file of events.
    var recorded: Int?
    /// Rows that were left out, and why; at most ``most``.
    var faults: [Fault] = []
    var faultCount = 0
    /// Why the lines of a statement do not count yet, for clerks.
    var problems: [String]?

    /// Faults that a receipt names.
    private static let most = 1_000

    private enum CodingKeys: String, CodingKey {
        case file, statement, state, rows, recorded, faults, problems
        case takenAt = "taken_at"
        case faultCount = "fault_count"
    }

    init(_ taken: TakenStatement, file: String, at now: Instant) {
        self.file = file
        takenAt = now
        statement = taken.record.id.rawValue
        state = taken.record.state.rawValue
        rows = taken.record.totals.lines
        problems = taken.problems.isEmpty ? nil : taken.problems.map(\.vietnamese)
    }

    init(_ events: EventImport, file: String, at now: Instant) {
        self.file = file
        takenAt = now
        rows = events.events
        recorded = events.recorded
        faultCount = events.faults.count
        faults = events.faults.prefix(Self.most).map {
            Fault(row: $0.row, code: $0.stableCode, messageVi: $0.vietnamese, messageEn: $0.english)
        }
    }

    /// Writes the receipt in the place of an earlier one. Blocks.
    /// - Parameter stem: path of the file that was taken.
    func write(beside stem: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: "\(stem).receipt.json"), options: .atomic)
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(stem).receipt.txt"), options: .atomic)
    }

    private var text: String {
        var lines = ["\(file): đã nhận lúc \(LocalTime.text(takenAt))."]
        if let recorded { lines.append("\(rows) sự kiện, ghi mới \(recorded).") } else { lines.append("\(rows) dòng.") }
        if state == StatementRecord.State.awaitingColumns.rawValue {
            lines.append("Chưa tính vào đối soát; hãy xem: sohoa postal columns")
            lines += (problems ?? []).map { "! \($0)" }
        }
        if faultCount > 0 { lines.append("\(faultCount) dòng chưa ghi được:") }
        lines += faults.map(\.messageVi)
        return lines.joined(separator: "\n") + "\n"
    }
}
