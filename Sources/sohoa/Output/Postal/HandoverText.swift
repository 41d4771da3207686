import ArgumentParser
import Basics
import DigitizationPipeline
import PostalChannel

/// A hand-over list as it is printed with `--format json`.
struct HandoverView: Encodable {
    struct Line: Encodable {
        var parcel: String
        var tracking: String
        var weightG: Int
        var fee: Int
        var toCollect: Int
        var papers: Int
        /// Whether it was listed and not handed over.
        var isStruckOut: Bool
    }

    var number: String
    var direction: String
    var day: String
    var state: String
    var signedAt: Int64?
    var signedPrecision: String?
    var agencySigner: String?
    var postSigner: String?
    var cancelledBecause: String?
    var parcels: Int
    var papers: Int
    var weightG: Int
    var fee: Int
    var toCollect: Int
    var lines: [Line]
    /// What was written.
    var files: [String]

    init(_ manifest: Manifest, files: [String] = []) {
        let totals = manifest.confirmedTotals ?? manifest.totals
        number = manifest.number.rawValue
        direction = manifest.direction.rawValue
        day = manifest.day.rawValue
        state = manifest.state.rawValue
        signedAt = manifest.confirmation?.signed.milliseconds
        signedPrecision = manifest.confirmation?.precision.rawValue
        agencySigner = manifest.confirmation?.agencySigner
        postSigner = manifest.confirmation?.postSigner
        cancelledBecause = manifest.cancellation?.reason
        parcels = totals.parcels
        papers = totals.papers
        weightG = totals.weight
        fee = totals.fee.rawValue
        toCollect = totals.toCollect.rawValue
        lines = manifest.lines.map { line in
            Line(
                parcel: line.parcel, tracking: line.tracking, weightG: line.weight, fee: line.fee.rawValue,
                toCollect: line.toCollect.rawValue, papers: line.papersCounted,
                isStruckOut: manifest.confirmation?.struckOut.contains(line.parcel) ?? false)
        }
        self.files = files
    }
}

/// Hand-over lists as people read them.
enum HandoverText {
    static func print(_ manifest: Manifest) {
        let totals = manifest.confirmedTotals ?? manifest.totals
        Print.line("Bảng kê \(manifest.number), ngày \(LocalTime.text(manifest.day)), \(manifest.state.vietnamese)")
        if let signed = manifest.confirmation {
            Print.line(
                "  Ký \(time(of: signed)): bên giao \(signed.agencySigner), bên nhận \(signed.postSigner)")
        }
        for correction in manifest.corrections ?? [] {
            Print.line("  Trước khi sửa: ký \(time(of: correction.before)); \(correction.actor): \(correction.reason)")
        }
        if let reason = manifest.cancellation?.reason { Print.line("  Lý do hủy: \(reason)") }
        let struckOut = manifest.confirmation?.struckOut ?? []
        Print.table(
            manifest.lines.map { line in
                [
                    line.parcel, line.tracking, "\(line.weight) g", line.fee.description,
                    "thu hộ \(line.toCollect)", struckOut.contains(line.parcel) ? "gạch, không giao" : line.recipient,
                ]
            }, indent: 2)
        Print.line(
            "  \(totals.parcels) bưu gửi, \(totals.papers) giấy tờ, \(totals.weight) g, cước \(totals.fee), "
                + "thu hộ \(totals.toCollect)")
    }

    static func print(list manifests: [Manifest]) {
        Print.table(
            manifests.map { manifest in
                let totals = manifest.confirmedTotals ?? manifest.totals
                return [
                    manifest.number.rawValue, LocalTime.text(manifest.day), "\(totals.parcels) bưu gửi",
                    "thu hộ \(totals.toCollect)", manifest.state.vietnamese,
                    manifest.confirmation.map(time) ?? "",
                ]
            })
    }

    private static func time(of signed: ManifestConfirmation) -> String {
        if signed.precision == .minute { return LocalTime.text(signed.signed) }
        return (LocalTime.day(of: signed.signed).map(LocalTime.text) ?? "") + ", không ghi giờ"
    }
}

extension ManifestNumber {
    /// Takes a list's number from the command line.
    static func argument(_ text: String) throws -> ManifestNumber {
        guard let number = ManifestNumber(rawValue: text.uppercased()) else {
            throw ValidationError("Số bảng kê không hợp lệ: \(text) — not a list's number, as in BG-700100-2026-0042")
        }
        return number
    }
}

extension PostalTime {
    /// Takes a time, or a day whose hour is not known, from the command line.
    static func argument(_ text: String) throws -> PostalTime {
        guard let time = DateCell.read(.text(text)) else {
            throw ValidationError("Thời điểm không hợp lệ: \(text) — not a time, as in 2026-11-21T09:30")
        }
        return time
    }
}

extension CalendarDay {
    /// Today at +07:00, or an earlier day.
    static func today(daysAgo: Int64 = 0) throws -> CalendarDay {
        guard
            let day = LocalTime.day(
                of: Instant(milliseconds: TimeSource.system.now().milliseconds - daysAgo * 86_400_000))
        else { throw ValidationError("Đồng hồ của máy sai. The clock of this machine is wrong.") }
        return day
    }

    /// The last day that there is.
    static var last: CalendarDay {
        get throws {
            guard let day = CalendarDay(year: 2199, month: 12, day: 31) else { throw ValidationError("no last day") }
            return day
        }
    }
}
