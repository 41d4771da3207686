import Basics
import PostalChannel

/// A hand-over list with its parcels.
public struct HandoverView: View {
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

    private let manifest: Manifest

    private enum CodingKeys: CodingKey {
        case number, direction, day, state, signedAt, signedPrecision, agencySigner, postSigner, cancelledBecause
        case parcels, papers, weightG, fee, toCollect, lines, files
    }

    /// - Parameter files: the sheets that were written.
    public init(_ manifest: Manifest, files: [String] = []) {
        self.manifest = manifest
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

    public var text: TextPage {
        let totals = manifest.confirmedTotals ?? manifest.totals
        var page = TextPage(
            "Bảng kê \(manifest.number), ngày \(LocalTime.text(manifest.day)), \(manifest.state.vietnamese)")
        if let signed = manifest.confirmation {
            page.line(
                "  Ký \(Self.time(of: signed)): bên giao \(signed.agencySigner), bên nhận \(signed.postSigner)")
        }
        for correction in manifest.corrections ?? [] {
            let before = Self.time(of: correction.before)
            page.line("  Trước khi sửa: ký \(before); \(correction.actor): \(correction.reason)")
        }
        if let reason = manifest.cancellation?.reason { page.line("  Lý do hủy: \(reason)") }
        let struckOut = manifest.confirmation?.struckOut ?? []
        page.table(
            manifest.lines.map { line in
                [
                    line.parcel, line.tracking, "\(line.weight) g", line.fee.description,
                    "thu hộ \(line.toCollect)", struckOut.contains(line.parcel) ? "gạch, không giao" : line.recipient,
                ]
            }, indent: 2)
        page.line(
            "  \(totals.parcels) bưu gửi, \(totals.papers) giấy tờ, \(totals.weight) g, cước \(totals.fee), "
                + "thu hộ \(totals.toCollect)")
        for file in files { page.line("  Đã ghi \(file)") }
        return page
    }
}

extension HandoverView: ListedView {
    public static func page(_ lists: [HandoverView]) -> TextPage {
        var page = TextPage()
        page.table(
            lists.map(\.manifest).map { manifest in
                let totals = manifest.confirmedTotals ?? manifest.totals
                return [
                    manifest.number.rawValue, LocalTime.text(manifest.day), "\(totals.parcels) bưu gửi",
                    "thu hộ \(totals.toCollect)", manifest.state.vietnamese,
                    manifest.confirmation.map { time(of: $0) } ?? "",
                ]
            })
        return page
    }

    private static func time(of signed: ManifestConfirmation) -> String {
        if signed.precision == .minute { return LocalTime.text(signed.signed) }
        return (LocalTime.day(of: signed.signed).map(LocalTime.text) ?? "") + ", không ghi giờ"
    }
}
