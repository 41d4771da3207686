import Basics
import Dossiers
import PostalChannel

/// What stands in a ledger that grew for years: cases by number, with who applied, what was scanned, what was sent.
struct People: Sendable {
    let count: Int
    let seed: UInt64

    /// Cases and parcels of one day, and lines of its statement.
    static let aDay = 3_500
    /// Parcels, the last ones, that wait for their hand-over.
    static let waiting = 300
    /// The last day on which parcels were handed over.
    static let lastDay = days(to: "2026-11-20")

    private static func days(to text: String) -> Int { CalendarDay(rawValue: text)?.daysSinceEpoch ?? 0 }

    var dayCount: Int { (count + Self.aDay - 1) / Self.aDay }

    func dayNumber(_ place: Int) -> Int { Self.lastDay - dayCount + 1 + place / Self.aDay }

    func places(ofDay number: Int) -> Range<Int> { number * Self.aDay..<min((number + 1) * Self.aDay, count) }

    func day(_ number: Int) -> CalendarDay {
        let instant = Self.instant(Self.lastDay - dayCount + 1 + number, minutes: 600)
        guard let day = LocalTime.day(of: instant) else { preconditionFailure("days of this century") }
        return day
    }

    /// At so many minutes of a day at +07:00.
    static func instant(_ day: Int, minutes: Int) -> Instant {
        Instant(milliseconds: Int64(day) * 86_400_000 - 7 * 3_600_000 + Int64(minutes) * 60_000)
    }

    /// A number that follows from a place and what it is for.
    func pick(_ place: Int, _ purpose: UInt64, below limit: Int) -> Int {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(place) &* 0xBF58_476D_1CE4_E5B9 &+ purpose
        state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((state ^ (state >> 31)) % UInt64(limit))
    }

    // MARK: Cases

    func code(_ place: Int) -> CaseCode {
        let day = day(place / Self.aDay)
        let text =
            "000.00.16.H40-\(Self.padded(day.year % 100, 2))\(Self.padded(day.month, 2))\(Self.padded(day.day, 2))-"
            + Self.padded(place % Self.aDay + 1, 4)
        guard let code = CaseCode(rawValue: text) else { preconditionFailure("codes of this form") }
        return code
    }

    static let component = ComponentCode(rawValue: "TP01")

    func record(_ place: Int) -> CaseRecord {
        CaseRecord(
            code: code(place), procedureCode: "1.001193", procedure: "Đăng ký khai sinh",
            agency: "UBND xã số \(pick(place, 1, below: 60))", applicant: name(place), idNumber: "",
            phone: "0900\(Self.padded(pick(place, 2, below: 1_000_000), 6))", address: address(place),
            received: Self.instant(dayNumber(place) - 5, minutes: 480 + place % 500), due: day(place / Self.aDay),
            channel: .direct,
            components: [
                ComponentRule(code: Self.component!, name: "Tờ khai", form: .original, isRequired: true),
                ComponentRule(
                    code: ComponentCode(rawValue: "TP02")!, name: "Giấy tờ kèm theo", form: .copy, isRequired: false),
            ])
    }

    func name(_ place: Int) -> String {
        [Self.surnames, Self.middles, Self.middles, Self.given].enumerated().map { part, names in
            names[pick(place, 10 + UInt64(part), below: names.count)]
        }.joined(separator: " ")
    }

    private func address(_ place: Int) -> String {
        "tổ dân phố số \(pick(place, 3, below: 30)), xã Phú Vượng, tỉnh Sơn Định"
    }

    /// What was read of a case's page: words that all pages have, words that some have, a number that only this one has.
    func text(_ place: Int) -> String {
        let words = (0..<30).map { Self.words[pick(place, 100 + $0, below: Self.words.count)] }
        return """
            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
            Độc lập - Tự do - Hạnh phúc
            TỜ KHAI ĐĂNG KÝ KHAI SINH
            Kính gửi: Ủy ban nhân dân xã số \(pick(place, 1, below: 60))
            Họ, chữ đệm, tên người yêu cầu: \(name(place))
            Nơi cư trú: \(address(place))
            \(words.joined(separator: " "))
            Số: \(place + 1)/QĐ-UBND
            """
    }

    // MARK: Parcels and lines

    var numberOfHandedOver: Int { count - Self.waiting }

    func parcel(_ place: Int) -> Parcel {
        let isWaiting = place >= numberOfHandedOver
        let handedOver = Self.instant(dayNumber(place), minutes: 480 + place % 420)
        let isUnderWay = !isWaiting && dayNumber(place) > Self.lastDay - 3
        return Parcel(
            id: "P\(Self.padded(place + 1, 9))", direction: .return, cases: [code(place)], tracking: tracking(place),
            service: "EMS", recipient: name(place), address: address(place), province: "Sơn Định",
            phone: "0900126449", weight: 120, fee: Dong(21_000), due: Dong(pick(place, 4, below: 4) * 50_000),
            handedOver: isWaiting ? nil : handedOver,
            deadline: isWaiting ? nil : day(min(place / Self.aDay + 5, dayCount + 4)),
            manifest: isWaiting ? nil : "BK\(place / 100)",
            status: isWaiting ? .prepared : isUnderWay ? .accepted : .delivered,
            deliveredAt: isWaiting || isUnderWay ? nil : handedOver.adding(milliseconds: 2 * 86_400_000))
    }

    func tracking(_ place: Int) -> String {
        let prefix = String(UnicodeScalar(UInt8(65 + place / 90_000_000 % 26)))
        return S10.code(prefix: "E" + prefix, serial: place % 90_000_000 + 1_000_000, country: "VN") ?? ""
    }

    /// The line of a parcel; `nil` where the post's statement has none. One in a hundred differs.
    func line(_ place: Int, row: Int) -> StatementLine? {
        guard place < numberOfHandedOver else { return nil }
        let parcel = parcel(place)
        let kind = pick(place, 5, below: 1_000)
        guard kind != 0, let handedOver = parcel.handedOver else { return nil }
        let accepted = handedOver.adding(milliseconds: 3_600_000)
        let number = kind < 3 ? Self.mistyped(parcel.tracking) : parcel.tracking
        return StatementLine(
            place: .init(statement: "", row: row), tracking: .written(number), caseCode: nil,
            accepted: PostalTime(accepted), delivered: parcel.deliveredAt.map { PostalTime($0) },
            status: parcel.status == .accepted ? .inTransit : parcel.status, recipient: parcel.recipient,
            weight: parcel.weight, fee: kind < 7 ? Dong(24_000) : parcel.fee,
            collected: kind >= 7 && kind < 10 ? parcel.due + Dong(10_000) : parcel.due)
    }

    /// Two digits that changed places.
    private static func mistyped(_ number: String) -> String {
        var characters = Array(number)
        for place in 4..<9 where characters[place] != characters[place + 1] {
            characters.swapAt(place, place + 1)
            break
        }
        return String(characters)
    }

    // MARK: Words

    static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private static let surnames =
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Kiều Trịnh Đinh Mạc"
        .split(separator: " ").map(String.init)
    private static let middles =
        "Văn Thị Hữu Đức Công Quang Minh Ngọc Thu Thanh Xuân Hồng Đình Bá Trọng Thế Gia Bảo Khánh Tuấn Mỹ Diệu"
        .split(separator: " ").map(String.init)
    private static let given =
        "An Bình Châu Dũng Đạt Giang Hà Hải Hằng Hạnh Hiếu Hòa Huệ Hùng Hương Khoa Lan Liên Linh Long Mai Mến Nam Nga"
        .split(separator: " ").map(String.init)
    private static let words =
        """
        quyền sử dụng đất thửa bản đồ diện tích mục đích thời hạn nguồn gốc nhà ở tài sản gắn liền chủ sở hữu hộ gia đình cá
        nhân tổ chức kinh tế ngày tháng năm sinh dân tộc quốc tịch giấy chứng minh căn cước công dân nơi cấp thường trú tạm
        trú quan hệ cha mẹ con vợ chồng giới tính nam nữ ký tên đóng dấu sao y bản chính chứng thực hợp đồng ủy quyền chuyển
        nhượng thừa kế tặng cho thế chấp đăng ký biến động cấp đổi cấp lại hồ sơ nộp trực tiếp bưu chính công ích
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)
}
