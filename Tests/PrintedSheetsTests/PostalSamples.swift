import Basics
import Dossiers
import PrintedSheets
import TestSupport
import Testing

/// Parcels, parties and sheets of the postal channel; all names are invented.
enum PostalSamples {
    static let created = Instant(milliseconds: 1_793_000_000_000)

    static let longName =
        "Công ty Trách nhiệm hữu hạn Một thành viên Thương mại Dịch vụ Xuất nhập khẩu Nguyễn Hữu Phước Thịnh Vượng Đặng Thắng"
    static let longAddress =
        "Căn hộ số 2305, tầng 23, tòa tháp B, khu đô thị mới Đông Nam đường Nguyễn Thị Minh Khai kéo dài, tổ dân phố số 17, "
        + "khu phố Thượng Đình Hạ, phường Bến Thủy Tây"

    static func day() throws -> CalendarDay { try #require(CalendarDay(year: 2026, month: 10, day: 9)) }

    static func code(_ number: Int) throws -> CaseCode {
        let counter = String(number)
        return try #require(
            CaseCode(
                rawValue: "000.00.16.H40-261009-" + String(repeating: "0", count: 4 - counter.count) + counter))
    }

    static func tracking(_ number: Int) -> String { "EB4031\(16_320 + number)VN" }

    static let agency = PostalParty(
        name: "Trung tâm Phục vụ hành chính công", address: "số 1 đường Hàm Rồng, phường Cổ Mễ",
        province: "tỉnh Sơn Định", phone: "0900000001")

    static func person(_ number: Int, isLong: Bool = false) -> PostalParty {
        let names = ["Nguyễn Thị Hằng", "Kiều Hữu Tiệp", "Trịnh Thu Quế", "Đỗ Thị Hợi", "Ngô Ước", "Vũ Đình Ẩm"]
        let provinces = ["TP. Hồ Chí Minh", "Vĩnh Long", "Hà Nội", "Thừa Thiên Huế"]
        return PostalParty(
            name: isLong ? longName : names[number % names.count],
            address: isLong ? longAddress : "số \(number + 1) ngõ 12 đường Ven Sông, xã Phú Vượng",
            province: provinces[number % provinces.count], phone: "0900126449")
    }

    static func issuer(isLong: Bool = false) -> SheetIssuer {
        SheetIssuer(
            authority: isLong ? "Ủy ban nhân dân thành phố trực thuộc trung ương Sơn Định" : "UBND tỉnh Sơn Định",
            agency: isLong
                ? "Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính phường Bến Thủy Tây Thượng Trung"
                : agency.name)
    }

    static func line(_ number: Int, isLong: Bool = false) throws -> HandoverSheet.Line {
        HandoverSheet.Line(
            tracking: tracking(number), cases: [try code(number % 9_999)], person: person(number, isLong: isLong),
            weight: 100 + number, fee: Dong(21_000 + number), toCollect: Dong(number * 1_000), papers: 1 + number % 3)
    }

    static func handover(
        lines: Int, leg: SheetLeg = .return, isLong: (Int) -> Bool = { _ in false }
    ) throws -> HandoverSheet {
        HandoverSheet(
            leg: leg, issuer: issuer(), postOffice: "Bưu cục Sơn Định 1", number: "BK261009-1", day: try day(),
            lines: try (0..<lines).map { try line($0, isLong: isLong($0)) })
    }

    static func slip(
        _ number: Int = 0, leg: SheetLeg = .return, papers: Int = 2, recalled: Int = 0, charges: Int = 2,
        isLong: Bool = false
    ) throws -> DispatchSlip {
        let citizen = person(number, isLong: isLong)
        return DispatchSlip(
            leg: leg, issuer: issuer(isLong: isLong), tracking: tracking(number), caseCode: try code(number),
            procedure: isLong ? "Đăng ký \(longAddress)" : "Đăng ký khai sinh", day: try day(), service: "EMS",
            weight: 120, sender: leg == .intake ? citizen : agency, recipient: leg == .intake ? agency : citizen,
            papers: (0..<papers).map {
                DispatchSlip.Paper(name: "Giấy tờ thứ \($0 + 1)", form: "bản chính", count: $0 + 1)
            }, postage: Dong(21_000),
            charges: (0..<charges).map { DispatchSlip.Charge(name: "Lệ phí \($0 + 1)", amount: Dong(50_000)) },
            recalled: (0..<recalled).map { "Giấy chứng nhận cũ số \($0 + 1)" })
    }

    static func label(_ number: Int = 0, isLong: Bool = false, toCollect: Dong = Dong(1_250_000)) throws
        -> ShippingLabel
    {
        var recipient = person(number, isLong: isLong)
        if isLong { recipient.province = "Thành phố Hồ Chí Minh" }
        var sender = agency
        if isLong { sender.address = longAddress }
        return ShippingLabel(
            tracking: tracking(number), service: isLong ? "Bưu kiện đảm bảo" : "EMS", sender: sender,
            recipient: recipient, cases: [try code(number)], weight: 120, toCollect: toCollect)
    }

    static func sums(_ lines: Int, ours: (Int, Int), theirs: (Int, Int)) -> DiscrepancySheet.Sums {
        DiscrepancySheet.Sums(
            lines: lines, ours: DiscrepancySheet.Money(postage: Dong(ours.0), collected: Dong(ours.1)),
            theirs: DiscrepancySheet.Money(postage: Dong(theirs.0), collected: Dong(theirs.1)))
    }

    static func discrepancies(differences: Int, isLong: Bool = false) throws -> DiscrepancySheet {
        DiscrepancySheet(
            issuer: issuer(isLong: isLong), postalOperator: "Bưu điện tỉnh Sơn Định", number: "ĐS-2026-43",
            statement: "ky1_20261019_20261025.xlsx", firstDay: try day(), lastDay: try day(),
            outcomes: [
                DiscrepancySheet.Outcome(
                    name: "Khớp", isMatch: true,
                    sums: sums(136, ours: (2_856_000, 24_500_000), theirs: (2_856_000, 24_500_000))),
                DiscrepancySheet.Outcome(
                    name: "Cước khác", isMatch: false,
                    sums: sums(40, ours: (147_000, 350_000), theirs: (171_000, 350_000))),
                DiscrepancySheet.Outcome(
                    name: "Cơ quan có, bưu điện không có", isMatch: false,
                    sums: sums(28, ours: (168_000, 700_000), theirs: (0, 0))),
            ],
            total: sums(204, ours: (3_171_000, 25_550_000), theirs: (3_027_000, 24_850_000)),
            differences: try (0..<differences).map { number in
                DiscrepancySheet.Difference(
                    tracking: tracking(number), cases: [try code(number)], outcome: "Cước khác",
                    evidence: "Cước 21.000 khác 22.500; dòng \(number + 7)." + (isLong ? " \(longAddress)" : ""),
                    ours: Dong(21_000), theirs: number % 2 == 0 ? Dong(22_500) : nil, deadline: try day())
            })
    }
}
