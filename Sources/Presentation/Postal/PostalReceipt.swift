import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline

extension PostalReceipts {
    /// For clerks in Vietnamese; the refusals of rows in both languages.
    public static let vietnamese = PostalReceipts { taken, file, now in
        let receipt =
            switch taken {
            case .statement(let statement): PostalReceipt(statement, file: file, at: now)
            case .events(let events): PostalReceipt(events, file: file, at: now)
            }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Contents(json: try encoder.encode(receipt), text: receipt.text)
    }
}

/// What the station is told of a spreadsheet that was taken.
private struct PostalReceipt: Encodable {
    struct Fault: Encodable {
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
    /// The statements whose place it took.
    var replaces: [String]?
    /// Of a statement that does not count: the one that has its lines or its place.
    var supersededBy: String?
    /// What else is said of it, for clerks.
    private var notes: [String] = []

    /// Faults that a receipt names.
    private static let maxNamed = 1_000

    private enum CodingKeys: String, CodingKey {
        case file, statement, state, rows, recorded, faults, problems, replaces
        case supersededBy = "superseded_by"
        case takenAt = "taken_at"
        case faultCount = "fault_count"
    }

    init(_ taken: ImportedStatement, file: String, at now: Instant) {
        self.file = file
        takenAt = now
        statement = taken.record.id.rawValue
        state = taken.record.state.rawValue
        rows = taken.record.totals.lines
        problems = taken.problems.isEmpty ? nil : taken.problems.map(\.vietnamese)
        replaces = taken.replaced.isEmpty ? nil : taken.replaced.map(\.id.rawValue)
        supersededBy = taken.successor?.id.rawValue
        notes = Self.notes(taken)
    }

    init(_ events: EventImport, file: String, at now: Instant) {
        self.file = file
        takenAt = now
        rows = events.events
        recorded = events.recorded
        faultCount = events.faults.count
        faults = events.faults.prefix(Self.maxNamed).map {
            let refusal = $0.refusal
            return Fault(
                row: $0.row, code: refusal.code, messageVi: refusal.vietnamese.text,
                messageEn: refusal.english.text)
        }
    }

    var text: String {
        var lines = ["\(file): đã nhận lúc \(LocalTime.text(takenAt))."]
        if let recorded { lines.append("\(rows) sự kiện, ghi mới \(recorded).") } else { lines.append("\(rows) dòng.") }
        if state == StatementRecord.State.awaitingColumns.rawValue {
            lines.append("Chưa tính vào đối soát; hãy xem: sohoa postal statements")
            lines += (problems ?? []).map { "! \($0)" }
        }
        lines += notes
        if faultCount > 0 { lines.append("\(faultCount) dòng chưa ghi được:") }
        lines += faults.map(\.messageVi)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func notes(_ taken: ImportedStatement) -> [String] {
        let id = taken.record.id
        var notes = taken.replaced.map { replaced in
            "Thay thế bảng kê \(replaced.source.fileName); dùng lại bảng kê ấy: "
                + "sohoa postal statement \(replaced.id) --corrects \(id)"
        }
        if let successor = taken.successor {
            notes.append(
                "Không có dòng mới: đã có ở bảng kê \(successor.source.fileName), hoặc đã được thay bằng bảng kê ấy; "
                    + "dùng tệp này: sohoa postal statement \(id) --corrects \(successor.id)")
        }
        if taken.problems.contains(where: { $0.other != nil }) {
            let others = taken.problems.compactMap(\.other).map { "--corrects \($0.id)" }.joined(separator: " ")
            notes.append(
                "Trả lời: sohoa postal statement \(id) \(others) | --amends … | --beside | --dismiss")
        }
        return notes
    }
}
