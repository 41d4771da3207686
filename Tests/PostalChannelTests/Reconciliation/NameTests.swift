import PostalChannel
import Testing

/// How names of persons and offices agree, as the evidence of a pair shows it.
struct NameTests {
    @Test(arguments: [
        ("Nguyễn Thị Hằng", "Nguyễn Thị Hằng", Agreement.same),
        ("Nguyễn Thị Hằng", "NGUYỄN THỊ HẰNG", .same),
        ("Nguyễn Thị Hằng", "  Nguyễn  Thị\tHằng.", .same),
        // One composed, the other of base letters and combining marks.
        ("Nguyễn Thị Hằng", "Nguye\u{302}\u{303}n Thi\u{323} Ha\u{306}\u{300}ng", .same),
        ("Nguyễn Thị Hằng", "Bà Nguyễn Thị Hằng", .same),
        ("Ông Đỗ Văn Sỹ", "đỗ văn sỹ", .same),
        ("Nguyễn Thị Hằng", "Nguyen Thi Hang", .marksDiffer),
        ("Đỗ Thị Hải", "DO THI HAI", .marksDiffer),
        ("Đỗ Thị Hải", "Mrs. Do Thi Hai", .marksDiffer),
        ("Bộ phận Một cửa số 2", "Bo phan Mot cua so 2", .marksDiffer),
        ("Bộ phận Một cửa số 2", "Bộ phận Một cửa số 3", .differs),
        ("Nguyễn Thị Hằng", "Nguyễn Thị Hạnh", .differs),
        // Two words are a name of their own: what looks like a title belongs to it.
        ("Anh Tuấn", "Tuấn", .differs),
        ("Chị Ông Bà", "Ông Bà", .same),
        ("Nguyễn Thị Hằng", "", .unknown),
        ("Nguyễn Thị Hằng", " - ", .unknown),
        ("Иван Петров", "иван петров", .same),
    ])
    func agreement(ours: String, theirs: String, expected: Agreement) throws {
        let parcel = try PostalSample.parcel(1, "EB403116321VN", recipient: ours)
        var line = PostalSample.line(parcel, row: 2)
        line.recipient = theirs
        let fields = ComparedField.all(parcel, line, PostalSample.rules)
        #expect(fields.first { $0.name == .recipient }?.agreement == expected)
    }
}
