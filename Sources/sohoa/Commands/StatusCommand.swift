import ArgumentParser
import Basics
import DigitizationPipeline
import Foundation
import Ledger
import Office

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tình hình: trạm, lô đang xử lý, việc chờ. Stations, batches in flight, rate, what waits for whom.")

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let office = try home.openExisting()
        let now = TimeSource.system.now()
        let isServed = !office.leadership.isLeader
        let free = FreeSpace.bytes(at: office.home.path)
        let strangers = InboxWatcher.strangers(in: office.home)
        let view = try await office.ledger.read {
            try StatusView($0, at: now, isServed: isServed, freeBytes: free, strangers: strangers)
        }
        if format.isJSON { try Print.json(view) } else { view.printText() }
    }
}

/// How things stand, for a person.
struct StatusView: Encodable, Sendable {
    struct Station: Encodable, Sendable {
        var station: Nullable<String>
        var batches: Int
        var unfinished: Int
        var lastHandedIn: Int64
    }

    struct Batch: Encodable, Sendable {
        var id: String
        var name: String
        var station: Nullable<String>
        var state: String
        var takenAt: Int64
    }

    struct Jobs: Encodable, Sendable {
        var kind: String
        var state: String
        var count: Int
        var oldestSince: Int64
    }

    struct Waiting: Encodable, Sendable {
        var reason: String
        var messageVi: String
        var messageEn: String
        var count: Int
        var oldestSince: Int64
    }

    /// Something that the machine lacks, and the jobs that wait for it.
    struct Lack: Encodable, Sendable {
        var code: String
        var messageVi: String
        var messageEn: String
        var detail: String
        var jobs: Int
        var since: Int64
    }

    /// Whether a service runs on this data home.
    var serviceRuns: Bool
    /// Over the last minutes, see ``rateMinutes``.
    var pagesPerMinute: Double
    var stations: [Station]
    /// The oldest ones.
    var inFlight: [Batch]
    var jobs: [Jobs]
    var deadLetters: Int
    var waiting: [Waiting]
    var lacks: [Lack]
    var freeBytes: Nullable<Int>
    /// Names in `inbox/` that are no stations: nothing there is taken.
    var notStations: [String]

    private static let rateMinutes: Int64 = 10

    init(
        _ tx: LedgerTransaction, at now: Instant, isServed: Bool, freeBytes: Int?, strangers: [String]
    ) throws {
        serviceRuns = isServed
        self.freeBytes = Nullable(freeBytes)
        notStations = strangers
        lacks = try Self.lacks(tx)
        let since = Instant(milliseconds: now.milliseconds - Self.rateMinutes * 60_000)
        pagesPerMinute = Double(try tx.pagesRead(since: since)) / Double(Self.rateMinutes)
        stations = try tx.stationFigures().map {
            Station(
                station: Nullable($0.station), batches: $0.batches, unfinished: $0.unfinished,
                lastHandedIn: $0.lastHandedIn.milliseconds)
        }
        inFlight = try tx.unfinishedBatches(limit: 20).map {
            Batch(
                id: $0.id.rawValue, name: $0.name, station: Nullable($0.station), state: $0.state.rawValue,
                takenAt: $0.takenAt.milliseconds)
        }
        jobs = try tx.jobCounts().map {
            Jobs(
                kind: $0.kind.rawValue, state: $0.state.rawValue, count: $0.count,
                oldestSince: $0.oldestSince.milliseconds)
        }
        deadLetters = try tx.deadLetters().count
        waiting = try tx.waitingFigures().map { figures in
            Waiting(
                reason: figures.reason.rawValue, messageVi: figures.reason.message.vietnamese,
                messageEn: figures.reason.message.english, count: figures.count,
                oldestSince: figures.oldest.milliseconds)
        }.sorted { ($0.oldestSince, $0.reason) < ($1.oldestSince, $1.reason) }
    }

    private static func lacks(_ tx: LedgerTransaction) throws -> [Lack] {
        let waiting = try tx.jobsPutOff().compactMap { job in
            job.lastError.flatMap { error in EnvironmentFault.Code(rawValue: error.code).map { (job, error, $0) } }
        }
        return Dictionary(grouping: waiting, by: { $0.2 }).map { code, jobs in
            Lack(
                code: code.rawValue, messageVi: code.message.vietnamese, messageEn: code.message.english,
                detail: jobs.last?.1.detail ?? "", jobs: jobs.count,
                since: jobs.map(\.0.createdAt.milliseconds).min() ?? 0)
        }.sorted { $0.code < $1.code }
    }

    /// Below this, bytes, a full disk is near.
    private static let scarce = 512 << 20

    private func printLacks() {
        for lack in lacks {
            Print.line("✗ \(lack.messageVi) [\(lack.code)] \(lack.detail) — \(lack.jobs) việc đang chờ")
        }
        if let free = freeBytes.value, free < Self.scarce {
            Print.line("✗ Ổ đĩa của kho dữ liệu chỉ còn \(free >> 20) MB; hãy giải phóng chỗ trống. [no_space]")
        }
        for name in notStations {
            Print.line(
                "✗ inbox/\(name) không phải thư mục trạm; không nhận gì từ đó, hãy chuyển vào thư mục của một trạm.")
        }
    }

    func printText() {
        printLacks()
        Print.line(serviceRuns ? "Dịch vụ đang chạy." : "Dịch vụ không chạy; các lô trong hộp nhận phải chờ.")
        let rate = pagesPerMinute.formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "vi_VN")))
        Print.line("Tốc độ \(Self.rateMinutes) phút qua: \(rate) trang/phút")
        section(
            "Trạm quét",
            stations.map {
                [
                    $0.station.value ?? "(không rõ)", "\($0.batches) lô", "\($0.unfinished) chưa xong",
                    "gần nhất \(Self.time($0.lastHandedIn))",
                ]
            })
        section(
            "Lô đang xử lý",
            inFlight.map {
                [
                    $0.name, $0.station.value ?? "", Self.stateNames[$0.state] ?? $0.state,
                    "nhận \(Self.time($0.takenAt))",
                ]
            })
        section(
            "Chờ người xử lý",
            waiting.map {
                ["\($0.count)", $0.messageVi, "[\($0.reason)]", "lâu nhất từ \(Self.time($0.oldestSince))"]
            })
        if deadLetters > 0 { Print.line("\n\(deadLetters) việc đã bỏ sau nhiều lần hỏng: xem `sohoa jobs`.") }
    }

    private func section(_ title: String, _ rows: [[String]]) {
        Print.line("\n\(title)\(rows.isEmpty ? ": không có" : "")")
        Print.table(rows, indent: 2)
    }

    private static let stateNames = ["taken": "chờ đọc", "reading": "đang đọc", "finished": "xong"]

    private static func time(_ milliseconds: Int64) -> String {
        LocalTime.text(Instant(milliseconds: milliseconds))
    }
}
