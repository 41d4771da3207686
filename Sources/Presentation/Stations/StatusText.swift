import Basics
import DigitizationPipeline
import Foundation
import UseCases

extension StatusView {
    /// Below this, bytes, a full disk is near.
    private static let scarce = 512 << 20

    public var text: TextPage {
        var page = warnings
        page.line(serviceRuns ? "Dịch vụ đang chạy." : "Dịch vụ không chạy; các lô trong hộp nhận phải chờ.")
        let rate = pagesPerMinute.formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "vi_VN")))
        page.line("Tốc độ \(StatusFigures.rateMinutes) phút qua: \(rate) trang/phút")
        page += Self.section(
            "Trạm quét",
            stations.map {
                [
                    $0.station.value ?? "(không rõ)", "\($0.batches) lô", "\($0.unfinished) chưa xong",
                    "gần nhất \(Self.time($0.lastHandedIn))",
                ]
            })
        page += Self.section(
            "Lô đang xử lý",
            inFlight.map {
                [
                    $0.name, $0.station.value ?? "", Self.stateNames[$0.state] ?? $0.state,
                    "nhận \(Self.time($0.takenAt))",
                ]
            })
        page += Self.section(
            "Chờ người xử lý",
            waiting.map {
                ["\($0.count)", $0.messageVi, "[\($0.reason)]", "lâu nhất từ \(Self.time($0.oldestSince))"]
            })
        if let signedFiles {
            page += Self.section("Tệp ký số", signedFiles.map { ["\($0.files)", $0.messageVi, "[\($0.outcome)]"] })
        }
        if deadLetters > 0 { page.line("\n\(deadLetters) việc đã bỏ sau nhiều lần hỏng: xem `sohoa jobs`.") }
        return page
    }

    private var warnings: TextPage {
        var page = TextPage()
        for lack in lacks {
            page.line("✗ \(lack.messageVi) [\(lack.code)] \(lack.detail) — \(lack.jobs) việc đang chờ")
        }
        if let free = freeBytes.value, free < Self.scarce {
            page.line("✗ Ổ đĩa của kho dữ liệu chỉ còn \(free >> 20) MB; hãy giải phóng chỗ trống. [no_space]")
        }
        if advice.contains(RecognitionModels.advice.code) {
            page.line("! \(RecognitionModels.advice.vietnamese) [\(RecognitionModels.advice.code)]")
        }
        for name in notStations {
            page.line(
                "✗ inbox/\(name) không phải thư mục trạm; không nhận gì từ đó, hãy chuyển vào thư mục của một trạm.")
        }
        return page
    }

    private static func section(_ title: String, _ rows: [[String]]) -> TextPage {
        var page = TextPage("\n\(title)\(rows.isEmpty ? ": không có" : "")")
        page.table(rows, indent: 2)
        return page
    }

    private static let stateNames = ["taken": "chờ đọc", "reading": "đang đọc", "finished": "xong"]

    private static func time(_ milliseconds: Int64) -> String {
        LocalTime.text(Instant(milliseconds: milliseconds))
    }
}
