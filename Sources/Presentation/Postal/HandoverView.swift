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

    private let list: HandoverList

    private enum CodingKeys: CodingKey {
        case number, direction, day, state, signedAt, signedPrecision, agencySigner, postSigner, cancelledBecause
        case parcels, papers, weightG, fee, toCollect, lines, files
    }

    /// - Parameter files: the sheets that were written.
    public init(_ list: HandoverList, files: [String] = []) {
        self.list = list
        let totals = list.confirmedTotals ?? list.totals
        number = list.number.rawValue
        direction = list.direction.rawValue
        day = list.day.rawValue
        state = list.state.rawValue
        signedAt = list.confirmation?.signed.milliseconds
        signedPrecision = list.confirmation?.precision.rawValue
        agencySigner = list.confirmation?.agencySigner
        postSigner = list.confirmation?.postSigner
        cancelledBecause = list.cancellation?.reason
        parcels = totals.parcels
        papers = totals.papers
        weightG = totals.weight
        fee = totals.fee.rawValue
        toCollect = totals.toCollect.rawValue
        lines = list.lines.map { line in
            Line(
                parcel: line.parcel, tracking: line.tracking, weightG: line.weight, fee: line.fee.rawValue,
                toCollect: line.toCollect.rawValue, papers: line.papersCounted,
                isStruckOut: list.confirmation?.struckOut.contains(line.parcel) ?? false)
        }
        self.files = files
    }

    public var text: TextPage {
        let totals = list.confirmedTotals ?? list.totals
        var page = TextPage(
            "Bảng kê \(list.number), ngày \(LocalTime.text(list.day)), \(list.state.vietnamese)")
        if let signed = list.confirmation {
            page.line(
                "  Ký \(Self.time(of: signed)): bên giao \(signed.agencySigner), bên nhận \(signed.postSigner)")
        }
        for correction in list.corrections ?? [] {
            let before = Self.time(of: correction.before)
            page.line("  Trước khi sửa: ký \(before); \(correction.actor): \(correction.reason)")
        }
        if let reason = list.cancellation?.reason { page.line("  Lý do hủy: \(reason)") }
        let struckOut = list.confirmation?.struckOut ?? []
        page.table(
            list.lines.map { line in
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
            lists.map(\.list).map { list in
                let totals = list.confirmedTotals ?? list.totals
                return [
                    list.number.rawValue, LocalTime.text(list.day), "\(totals.parcels) bưu gửi",
                    "thu hộ \(totals.toCollect)", list.state.vietnamese,
                    list.confirmation.map { time(of: $0) } ?? "",
                ]
            })
        return page
    }

    private static func time(of signed: HandoverListConfirmation) -> String {
        if signed.precision == .minute { return LocalTime.text(signed.signed) }
        return (LocalTime.day(of: signed.signed).map(LocalTime.text) ?? "") + ", không ghi giờ"
    }
}
