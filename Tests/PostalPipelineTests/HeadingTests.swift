import DocumentModel
import PostalChannel
import PostalPipeline
import Testing

/// Headings and statuses as posts and carriers spell them.
struct HeadingTests {
    /// The columns that are guessed when one heading stands beside others over cells of the right looks.
    private static func role(_ heading: String, cells: [String]) throws -> ColumnRole? {
        let rules = try PostalRules.load(folder: "/nonexistent")
        let guesser = ColumnGuesser(vocabulary: rules.vocabulary, formats: rules.reconciliation.formats)
        let header = SheetRow(number: 1, cells: ["STT", "Ghi chú", "Dịch vụ", heading].map(SheetCell.text))
        let body = cells.enumerated().map { place, cell in
            SheetRow(number: place + 2, cells: ["\(place)", "", "EMS", cell].map(SheetCell.text))
        }
        return guesser.guess(sample: [header] + body).map.columns.first { $0.value.contains(3) }?.key
    }

    @Test(arguments: [
        "Số hiệu bưu gửi", "SO HIEU BUU GUI", "Mã vận đơn", "Số hiệu\nbưu gửi", "SHBG", "Mã E1", "Số vận đơn", "Mã BG",
        "Tracking number", "Item code", "Mã bưu kiện", "Số hiệu  bưu gửi (*)", "Sô hiệu buu gưi",
    ])
    func tracking(heading: String) throws {
        #expect(try Self.role(heading, cells: ["EB403116321VN", "2619229635178"]) == .tracking)
    }

    @Test(arguments: [
        ("Ngày phát hành", ColumnRole.accepted), ("Ngày chấp nhận", .accepted), ("Ngày gửi", .accepted),
        ("Thời gian gửi", .accepted), ("TG chấp nhận", .accepted), ("Ngày lấy hàng", .accepted),
        ("Ngày phát", .delivered), ("Ngày giờ phát", .delivered), ("Ngày phát TC", .delivered),
        ("Thời gian giao hàng", .delivered), ("NGAY GIAO THANH CONG", .delivered), ("Ngày trả kết quả", .delivered),
    ])
    func days(heading: String, role: ColumnRole) throws {
        #expect(try Self.role(heading, cells: ["24/10/2026 05:32", "25/10/2026 06:00"]) == role)
    }

    @Test(arguments: ["Ngày phát dự kiến", "Ngày thanh toán", "Ngày đối soát", "Ngày hẹn trả"])
    func otherDays(heading: String) throws {
        #expect(try Self.role(heading, cells: ["24/10/2026 05:32", "25/10/2026 06:00"]) == nil)
    }

    @Test(arguments: [
        ("Cước", ColumnRole.fee), ("Cước phí (đồng)", .fee), ("CUOC CHINH", .fee), ("Phí vận chuyển", .fee),
        ("Cước dịch vụ\n(VNĐ)", .fee), ("Tiền thu hộ", .collected), ("Số tiền COD", .collected),
        ("Thu hộ phí, lệ phí", .collected), ("COD", .collected), ("So tien thu ho (d)", .collected),
        ("Cước COD", .surcharge), ("Phí dịch vụ thu hộ", .surcharge), ("Thuế GTGT", .surcharge),
        ("Phụ phí xăng dầu", .surcharge), ("Tổng cước", .feeTotal), ("Thành tiền", .feeTotal),
        // Charges in words that nobody foresaw.
        ("Phí trả hàng", .surcharge), ("Phí thay đổi địa chỉ", .surcharge), ("Fuel surcharge", .surcharge),
        ("Phí kiểm hàng tại kho", .surcharge), ("Phí thu hộ hồ sơ", .collected), ("Số cước hoàn lại", .discount),
        ("Số tiền đã nộp", .remitted), ("COD đã trả", .remitted), ("Khối lượng (gram)", .weight), ("KL (g)", .weight),
    ])
    func amounts(heading: String, role: ColumnRole) throws {
        #expect(try Self.role(heading, cells: ["22.500", "13.500", "0"]) == role)
    }

    /// Subsidies and what the buyer pays are no charges of ours; their columns are named as not read.
    @Test(arguments: ["Phí được trợ giá từ sàn", "Phí người mua trả", "Phí được miễn"])
    func subsidies(heading: String) throws {
        #expect(try Self.role(heading, cells: ["12.000", "12.000"]) == nil)
    }

    /// A charge that nobody had to pay yet is one all the same.
    @Test func zeros() throws {
        #expect(try Self.role("Phí thay đổi địa chỉ", cells: ["0", "0"]) == .surcharge)
    }

    /// The day on which a record was made is not when the post took the item, where that stands beside it.
    @Test func creationAndPosting() throws {
        let rules = try PostalRules.load(folder: "/nonexistent")
        let guesser = ColumnGuesser(vocabulary: rules.vocabulary, formats: rules.reconciliation.formats)
        let rows = [
            ["Mã vận đơn", "Ngày tạo", "Ngày gửi"], ["EB403116321VN", "02/11/2026", "03/11/2026"],
            ["EB403114005VN", "02/11/2026", "04/11/2026"],
        ]
        let guess = guesser.guess(
            sample: rows.enumerated().map { SheetRow(number: $0 + 1, cells: $1.map(SheetCell.text)) })
        #expect(guess.map.columns[.accepted] == [2])
        #expect(!guess.doubts.contains { $0.role == .accepted })
    }

    @Test(arguments: [
        ("Người nhận", ColumnRole.recipient), ("Họ tên người nhận", .recipient), ("KH nhận", .recipient),
        ("Người gửi", .sender), ("Địa chỉ người nhận", .address), ("Tỉnh/TP nhận", .province),
        ("Người ký nhận", .signer), ("Người nhận thực tế", .signer), ("Trạng thái", .status), ("Kết quả phát", .status),
        ("Tình trạng bưu gửi", .status), ("Lý do chưa phát", .reason), ("SĐT người nhận", .phone),
    ])
    func texts(heading: String, role: ColumnRole) throws {
        #expect(try Self.role(heading, cells: ["Nguyễn Thị Hằng", "Lê Văn An"]) == role)
    }

    @Test(arguments: [
        ("Phát thành công", PostalStatus.delivered), ("PTC", .delivered), ("Đã giao hàng", .delivered),
        ("Phát hoàn tất", .delivered), ("DA PHAT", .delivered), ("Đã trả kết quả", .delivered),
        ("Đã chuyển hoàn người gửi", .returned), ("Phát hoàn thành công", .returned), ("Hoàn trả", .returned),
        ("Trả lại người gửi", .returned), ("Phát không thành công - đã chuyển hoàn", .returned),
        ("Đang chuyển hoàn", .returning), ("Chờ hoàn", .returning), ("Phát không thành công", .attemptFailed),
        ("Chưa phát thành công", .attemptFailed), ("Giao thất bại", .attemptFailed), ("Đang phát", .inTransit),
        ("Đang vận chuyển", .inTransit), ("Đến bưu cục phát", .inTransit), ("Đã chấp nhận", .accepted),
        ("Từ chối nhận", .refused), ("Thất lạc", .lost), ("EMI", .delivered), ("abc", .unknown),
        // Who gets it, and what is denied.
        ("Đã trả hàng", .returned), ("Phát thành công (hoàn)", .returned),
        ("Đã phát thành công cho người gửi", .returned), ("Thành công - Chuyển trả người gửi", .returned),
        ("Đã ký nhận chuyển hoàn", .returned), ("Giao hàng thành công, hàng hoàn", .returned),
        ("Phát hoàn không thành công", .returning), ("Trả hàng thất bại", .returning),
        ("Chuyển hoàn bưu cục gốc", .returning), ("Bưu cục phát duyệt hoàn", .returning),
        ("Đang trả hàng (COD cầm hàng đi trả)", .returning), ("waiting_to_return", .returning),
        ("Đã giao hàng/Chưa đối soát", .delivered), ("Phát lại thành công", .delivered),
        ("Đã giao - không thu COD", .delivered), ("Giao thành công, người nhận chưa thanh toán cước", .delivered),
        ("Giao thành công - thu hồi giấy tờ cũ trả lại cơ quan", .delivered),
        ("Tồn - Thông báo chuyển hoàn bưu cục gốc", .attemptFailed), ("Tồn - Khách hàng nghỉ", .attemptFailed),
        ("Hủy phát thành công", .attemptFailed), ("Hoãn giao hàng", .attemptFailed),
        ("Shipper báo không giao được hàng", .attemptFailed), ("Phát không thành công - từ chối nhận", .refused),
        ("Đã lấy hàng/Đã nhập kho", .inTransit), ("Hủy chuyển hoàn", .inTransit), ("Yêu cầu phát tiếp", .inTransit),
        ("Đơn hàng bồi hoàn", .lost), ("Hủy - Theo yêu cầu khách hàng", .cancelled),
        // Words that contradict each other are left to a person.
        ("Phát không thành công, đã giao lại thành công", .unknown), ("Phát thành công - hư hỏng", .unknown),
        ("Phát thành công theo hẹn của người gửi", .unknown), ("Không thất lạc", .unknown),
    ])
    func statuses(text: String, status: PostalStatus) throws {
        let rules = try PostalRules.load(folder: "/nonexistent")
        let map = ColumnMap(columns: [.tracking: [0], .status: [1]])
        let reader = LineReader(
            map: map, headings: [], vocabulary: rules.vocabulary, formats: rules.reconciliation.formats,
            statement: "ky1")
        let row = SheetRow(number: 1, cells: [.text("EB403116321VN"), .text(text)])
        guard case .line(let line) = reader.read(row) else {
            Issue.record("no line")
            return
        }
        #expect(line.status == status)
    }

    /// A person may write nonsense into the file of words.
    @Test func everyPhraseOfTheRulesIsPlain() throws {
        let vocabulary = try PostalRules.load(folder: "/nonexistent").vocabulary
        let phrases = vocabulary.headings.values.flatMap(\.self) + vocabulary.otherHeadings + vocabulary.totals
        #expect(phrases.count > 1_000)
        #expect(phrases.allSatisfy { $0.allSatisfy { $0 == " " || $0.isNumber || ("a"..."z").contains($0) } })
    }
}
