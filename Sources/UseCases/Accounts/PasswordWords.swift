/// Words that people make passwords of, without marks and blanks: what heads published lists of leaked passwords, and
/// what people at a Vietnamese one-stop shop would think of first. Put together by us.
enum PasswordWords {
    /// The longest first.
    static let all: [[UInt8]] = (english + vietnamese + workplace)
        .map { Array($0.utf8) }.sorted { $0.count > $1.count }

    private static let english = """
        password passwd passphrase admin administrator root user guest test tester login letmein welcome changeme secret \
        master dragon monkey shadow sunshine princess football baseball superman batman iloveyou lovely hello whatever \
        trustno freedom flower summer winter spring autumn computer internet google facebook apple samsung windows \
        default system server security temp temporary qwerty qwertz azerty asdf zxcv abc abcd abcdef mynoob starwars \
        michael jordan charlie daniel thomas jessica pokemon naruto liverpool chelsea arsenal barcelona manchester
        """.split(whereSeparator: \.isWhitespace)

    private static let vietnamese = """
        matkhau matma khongbiet khongnho quenmatkhau vietnam vietnamvodich hanoi saigon sai gon hochiminh tphcm haiphong \
        danang cantho thanhhoa nghean hue quangninh dalat nhatrang vungtau anhyeuem emyeuanh yeuem yeuanh anhnhoem \
        emnhoanh anhyeu emyeu yeumaimai maimai tinhyeu nguoiyeu vochong chongyeu voyeu conyeu congai contrai giadinh \
        bome mebo cha me bo anhem chiem toiyeu toilatoi hanhphuc mayman binhan thanhcong phattai phatloc tailoc loc phat \
        phuoc daica sieunhan deptrai xinhgai dethuong muathu muaxuan nangmua hoahong hoasen hoadao bongda nguyen tran le \
        pham hoang huynh phan vu vo dang bui do ho ngo duong ly van thi nguyenvan nguyenthi tranvan tranthi anh em chi co \
        chu bac ong ba yeu nho toi ban minh cuocsong tuoitre quehuong totquoc
        """.split(whereSeparator: \.isWhitespace)

    private static let workplace = """
        sohoa motcua bophanmotcua hoso hosomotcua ubnd uyban uybannhandan nhandan hdnd congan tuphap hotich diachinh \
        tainguyen moitruong dichvucong hanhchinh hanhchinhcong trungtam phucvu phongban canbo congchuc vienchuc nhanvien \
        vanthu luutru quantri quantrivien kiemtra kiemduyet xa phuong quan huyen tinh thanhpho buudien buuchinh vnpost \
        scan maytinh maymoi congviec coquan lanhdao chutich giamdoc truongphong ketoan
        """.split(whereSeparator: \.isWhitespace)

    /// Neighbours on a keyboard or in the alphabet, both ways.
    static let rows: [[UInt8]] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890"]
        .flatMap { [Array($0.utf8), Array($0.utf8.reversed())] }
}
