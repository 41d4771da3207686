import VietnameseText

/// Terms of administrative Vietnamese, by which marks that recognition confused are set right.
///
/// Each term has two syllables or more, so that its letters without marks leave no doubt which words are meant.
enum AdministrativeTerms {
    /// The text with the marks of known terms restored; letters and words are kept otherwise.
    static func restored(_ text: String) -> String {
        let scan = ScannableText(text)
        var characters = scan.characters
        for term in terms {
            for place in scan.occurrences(of: term.folded) where place.count == term.letters.count {
                for (offset, letter) in zip(place, term.letters) {
                    characters[offset] = characters[offset].isUppercase ? Character(letter.uppercased()) : letter
                }
            }
        }
        return String(characters)
    }

    /// The full title of a usual form whose letters, blanks aside, are those of the text but for one in twelve.
    static func formTitle(near text: String) -> String? {
        let letters = Folding.folded(text).filter(\.isLetter)
        let limit = letters.count / 12
        let near = forms.compactMap { form in
            EditDistance.distance(Array(form.folded.utf8)[...], Array(letters.utf8)[...], limit: limit).map {
                (form, $0)
            }
        }
        return near.min { $0.1 < $1.1 }?.0.title
    }

    /// Whether the text, in lower case, is the title of a usual form.
    static func isForm(_ text: String) -> Bool { exactForms.contains(text) }

    // MARK: Tables

    private static let exactForms = Set(forms.map { Folding.exact($0.title) })

    private struct Term {
        var folded: String
        var letters: [Character]
    }

    private static let terms: [Term] = [
        "quyền sử dụng đất", "sử dụng đất", "chuyển mục đích", "chuyển nhượng", "giấy chứng nhận", "thửa đất",
        "tờ bản đồ", "bản đồ địa chính", "hộ gia đình", "cá nhân", "ủy ban nhân dân", "hội đồng nhân dân", "thu hồi",
        "phê duyệt", "danh sách", "hỗ trợ", "sửa chữa nhà ở", "thiên tai", "khắc phục", "kinh phí", "cấp lại",
        "đăng ký", "hộ kinh doanh", "khai sinh", "kết hôn", "khai tử", "cư trú", "thường trú", "tạm trú", "xác nhận",
        "thông tin về", "căn cước công dân", "cải cách hành chính", "thủ tục hành chính", "bưu chính công ích",
        "về việc", "ban hành", "sửa đổi, bổ sung", "bổ sung", "quy định", "kế hoạch", "tổ chức", "thực hiện",
        "bổ nhiệm", "thành lập", "công nhận", "giải quyết", "đề nghị", "hồ sơ", "vị trí thửa đất", "sơ đồ vị trí",
        "trích lục", "tình trạng hôn nhân", "quyền sở hữu", "tài sản gắn liền với đất", "biến động", "tách thửa",
        "hợp thửa", "cho phép", "giao đất", "cho thuê đất", "bồi thường", "tái định cư", "giải phóng mặt bằng",
        "xử phạt vi phạm hành chính", "vi phạm hành chính", "lệ phí", "bản sao", "bảo trợ xã hội", "trợ cấp",
        "chi phí", "thu, chi", "sổ hộ tịch", "nhập liệu", "số hóa", "một cửa", "bàn giao", "tài liệu", "công tác",
        "giao ban", "người cao tuổi", "người khuyết tật", "hộ nghèo", "cận nghèo", "xây dựng", "giấy phép",
        "nhiệm vụ", "quyết toán", "dự toán", "ngân sách", "chủ sử dụng", "xã hội", "nhân dân", "việc làm",
    ].sorted { $0.count < $1.count }.map { Term(folded: Folding.folded($0), letters: Array($0)) }

    private struct Form {
        var title: String
        var folded: String
    }

    private static let forms: [Form] = [
        "Hợp đồng chuyển nhượng quyền sử dụng đất", "Hợp đồng tặng cho quyền sử dụng đất",
        "Hợp đồng chuyển nhượng quyền sử dụng đất và tài sản gắn liền với đất",
        "Hợp đồng tặng cho quyền sử dụng đất và tài sản gắn liền với đất",
        "Hợp đồng chuyển nhượng quyền sử dụng đất và quyền sở hữu nhà ở",
        "Hợp đồng thế chấp quyền sử dụng đất", "Hợp đồng thuê quyền sử dụng đất", "Hợp đồng mua bán nhà ở",
        "Hợp đồng ủy quyền", "Hợp đồng đặt cọc", "Đơn đề nghị", "Đơn đề nghị giải quyết hồ sơ",
        "Đơn đăng ký biến động đất đai, tài sản gắn liền với đất", "Đơn đăng ký đất đai, tài sản gắn liền với đất",
        "Đơn đề nghị cấp lại giấy chứng nhận", "Đơn xin chuyển mục đích sử dụng đất",
        "Đơn đề nghị tách thửa đất, hợp thửa đất", "Đơn đề nghị cấp giấy phép xây dựng", "Tờ khai đăng ký",
        "Tờ khai đăng ký khai sinh", "Tờ khai đăng ký kết hôn", "Tờ khai đăng ký khai tử",
        "Tờ khai cấp bản sao trích lục hộ tịch", "Tờ khai thay đổi thông tin cư trú",
        "Tờ khai cấp giấy xác nhận tình trạng hôn nhân", "Tờ khai lệ phí trước bạ",
        "Giấy xác nhận thông tin về cư trú", "Giấy xác nhận tình trạng hôn nhân", "Trích lục thửa đất",
        "Trích lục bản đồ địa chính", "Trích lục khai sinh", "Trích lục kết hôn", "Trích lục khai tử",
        "Sơ đồ vị trí thửa đất", "Giấy chứng nhận đăng ký hộ kinh doanh", "Giấy chứng nhận kết hôn",
        "Giấy chứng nhận quyền sử dụng đất", "Giấy khai sinh", "Biên bản làm việc", "Biên bản bàn giao",
        "Biên bản kiểm tra", "Biên bản họp", "Giấy ủy quyền", "Bản tin cải cách hành chính",
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
        "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    ].map { Form(title: $0, folded: Folding.folded($0).filter(\.isLetter)) }
}
