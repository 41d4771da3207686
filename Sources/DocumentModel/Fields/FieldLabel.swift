/// What the words before a value on a form announce.
enum LabelMeaning: Sendable {
    // The person whom the paper is about
    case name
    case birthDate
    case idNumber
    case address
    // Another person: what follows belongs to them
    case otherPerson
    // The paper
    case number
    case issueDate
    case addressee
    case registrar
    // Money
    case amount
    case amountInWords
    // Land
    case parcel
    case mapSheet
    case area
    /// Anything else: ends the value before it.
    case stop
}

/// A label of a form, folded.
struct FieldLabel: Sendable {
    var meaning: LabelMeaning
    var text: [UInt8]
    /// Whether the value follows without a colon even in running text.
    var isBare: Bool

    /// All labels, longer ones first, so that "số căn cước công dân" is not taken for "số căn cước".
    static let all: [FieldLabel] = (withColon.map { ($0, $1, false) } + bare.map { ($0, $1, true) })
        .flatMap { meaning, texts, isBare in
            texts.map { FieldLabel(meaning: meaning, text: Array($0.utf8), isBare: isBare) }
        }
        .sorted { $0.text.count > $1.text.count }

    /// Labels that need a colon behind them, or the start of a line before them.
    private static let withColon: [(LabelMeaning, [String])] = [
        (
            .name,
            [
                "ho, chu dem, ten", "ho, chu dem va ten", "ho, ten dem, ten", "ho va ten", "ho ten",
                "ho, chu dem, ten nguoi yeu cau", "ho, chu dem, ten nguoi duoc khai sinh",
                "ho va ten khai sinh", "ho, ten nguoi nop tien", "ho va ten nguoi nop tien", "ho ten nguoi nop tien",
                "ho, ten nguoi nop", "ho ten nguoi nop", "nguoi nop tien", "nguoi nop", "ten nguoi nop tien",
                "don vi nop tien", "ten don vi hoac nguoi nop tien", "ten don vi hoac ca nhan nop tien",
                "toi ten la", "toi la", "ten toi la", "ho va ten nguoi de nghi", "nguoi de nghi", "nguoi lam don",
                "ho va ten nguoi khai", "nguoi yeu cau", "ten nguoi su dung dat", "nguoi su dung dat",
                "ten nguoi su dung, so huu", "nguoi su dung dat, chu so huu tai san gan lien voi dat",
                "chu su dung dat", "ten chu su dung dat", "chu su dung", "chu dau tu", "ho ten chu ho",
                "ho va ten chu ho", "chu ho kinh doanh", "ho va ten chu ho kinh doanh", "ten ca nhan", "nguoi duoc cap",
                "ten nguoi su dung dat, chu quan ly dat", "ten chu su dung", "ben uy quyen", "nguoi uy quyen", "ong/ba",
                "ong (ba)", "full name", "ho va ten / full name", "ten", "ho va ten ca nhan", "kinh chuyen ong (ba)",
            ]
        ),
        (
            .otherPerson,
            [
                "ho, chu dem, ten nguoi me", "ho, chu dem, ten nguoi cha", "ho va ten cha", "ho va ten me",
                "ho ten cha", "ho ten me", "ho, chu dem, ten cha", "ho, chu dem, ten me", "ho, chu dem, ten chong",
                "ho, chu dem, ten vo", "ho, chu dem, ten nguoi di khai sinh", "nguoi di khai sinh",
                "ho, chu dem, ten nguoi di dang ky khai sinh", "ho va ten nguoi me", "ho va ten nguoi cha",
                "ho va ten vo", "ho va ten chong", "nguoi duoc uy quyen", "ben duoc uy quyen", "nguoi dai dien",
                "nguoi thu tien", "ho, chu dem, ten chu ho", "quan he voi chu ho", "ho ten nguoi nhan",
                "nguoi nhan", "nguoi ghi bien ban", "can bo tiep nhan", "ho, ten nguoi me", "ho, ten nguoi cha",
            ]
        ),
        (
            .birthDate,
            [
                "sinh ngay", "ngay sinh", "ngay, thang, nam sinh", "ngay thang nam sinh", "ngay sinh / date of birth",
                "date of birth", "sinh ngay, thang, nam", "nam sinh", "sinh nam", "ngay,thang,nam sinh",
                "ngay, thang, nam sinh / date of birth",
            ]
        ),
        (
            .idNumber,
            [
                "so can cuoc", "so can cuoc cong dan", "so cccd", "so dinh danh ca nhan", "so dinh danh",
                "so dinh danh ca nhan/cmnd", "so cmnd", "so cccd/cmnd", "so cmnd/cccd", "so cccd/ho chieu", "cccd so",
                "cmnd so", "cccd", "cmnd", "can cuoc cong dan so", "can cuoc so", "so / no.", "so / no",
                "so/ no.", "so/no.", "ma dinh danh", "so giay to", "so giay to tuy than", "giay to tuy than",
                "so dinh danh ca nhan / personal identification number", "personal identification number",
                "so can cuoc/so dinh danh ca nhan", "cmnd/cccd so", "cccd/cmnd so", "so dinh danh ca nhan/ cccd",
                "ma so dinh danh ca nhan", "the can cuoc so", "so the can cuoc", "giay to phap ly",
                "so giay to phap ly", "ma so dinh danh",
                "giay to nhan than/phap nhan", "giay to nhan than", "giay to phap nhan", "so giay to nhan than",
                "chung minh nhan dan so", "giay chung minh nhan dan so",
            ]
        ),
        (
            .address,
            [
                "noi thuong tru", "dia chi thuong tru", "noi dang ky thuong tru", "ho khau thuong tru", "noi cu tru",
                "dia chi", "thuong tru", "noi dang ky ho khau thuong tru", "noi o hien tai", "dia chi lien he",
                "noi thuong tru / place of residence", "place of residence", "cho o hien nay", "dia chi cu tru",
                "noi cu tru / place of residence", "noi o hien nay", "dia chi lien lac", "cu tru tai",
                "thuong tru tai", "dia chi nguoi nop", "dia chi nguoi su dung dat", "noi dang ky hktt", "hktt",
            ]
        ),
        (.number, ["so", "so hieu", "so/no", "ma so ho kinh doanh", "ma so dang ky ho kinh doanh", "ma so dang ky"]),
        (
            .issueDate,
            [
                "ngay, thang, nam dang ky", "ngay dang ky", "ngay thang nam dang ky", "dang ky ngay",
                "ngay, thang, nam / date, month, year", "date, month, year", "ngay cap", "ngay lap", "ngay",
                "ngay thang nam", "ngay ky", "ngay, thang, nam cap", "ngay cap / date of issue", "date of issue",
            ]
        ),
        (.addressee, ["kinh gui"]),
        (
            .registrar,
            [
                "noi dang ky khai sinh", "noi dang ky ket hon", "noi dang ky", "co quan dang ky", "co quan cap",
                "noi cap",
            ]
        ),
        (
            .amount,
            [
                "so tien", "so tien thu", "tong so tien", "so tien phai nop", "so tien nop", "von kinh doanh",
                "tong so tien phai nop", "so tien (vnd)", "tong cong", "thanh tien", "gia chuyen nhuong", "tong so",
                "tong von kinh doanh", "so tien bang so", "tong von dau tu", "von dieu le",
            ]
        ),
        (
            .amountInWords,
            [
                "viet bang chu", "bang chu", "so tien bang chu", "so tien viet bang chu", "so tien (viet bang chu)",
                "ghi bang chu", "tong so tien (viet bang chu)", "tong so tien viet bang chu",
            ]
        ),
        (
            .stop,
            [
                "gioi tinh", "gioi tinh / sex", "dan toc", "quoc tich", "quoc tich / nationality", "que quan",
                "que quan / place of origin", "noi sinh", "so dien thoai", "dien thoai", "thu dien tu", "email",
                "fax", "ma so thue", "hinh thuc thanh toan", "ten loai phi, le phi", "ky hieu", "mau so", "quyen so",
                "ly do", "ly do nop", "noi dung", "noi dung thu", "cong trinh", "ty le", "nganh, nghe kinh doanh",
                "dia diem kinh doanh", "dia chi tru so", "dia chi tru so ho kinh doanh", "tru so", "ten ho kinh doanh",
                "muc dich su dung", "muc dich su dung dat", "loai dat", "thoi han", "thoi han su dung", "nguon goc",
                "nguon goc su dung", "hinh thuc su dung", "co gia tri den", "co gia tri den / date of expiry",
                "dac diem nhan dang", "dac diem nhan dang / personal identification", "doi tuong nop ho so",
                "hinh thuc nop", "nhan ket qua", "loai ban sao", "ban ve thua dat", "noi nhan", "ghi chu", "chuc vu",
                "nghe nghiep", "ton giao", "tinh trang hon nhan", "so dien thoai lien he", "so ban", "lien",
                "sex", "nationality", "place of origin", "date of expiry", "nam sinh cha", "don vi tinh",
                "ngay het han", "ngay dang ky tam tru", "fax", "website", "dia chi thua dat", "dia chi khu dat",
                "vi tri thua dat", "dia chi kinh doanh", "ho so gom", "thanh phan ho so", "so vao so",
            ]
        ),
    ]

    /// Labels of running text and of table-like lines that need no colon.
    private static let bare: [(LabelMeaning, [String])] = [
        (
            .parcel,
            [
                "thua dat so", "so thua dat", "so thua", "so thu tu thua dat", "thua so", "so hieu thua dat",
                "so thu tu thua",
            ]
        ),
        (.mapSheet, ["to ban do so", "so to ban do", "so hieu to ban do", "to ban do dia chinh so", "to so"]),
        (.area, ["dien tich", "dien tich thua dat", "tong dien tich"]),
        (.amount, ["gia chuyen nhuong la", "gia mua ban la", "so tien la", "gia chuyen nhuong la so tien"]),
    ]
}
