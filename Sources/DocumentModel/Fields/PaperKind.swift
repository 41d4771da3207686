import VietnameseText

/// Kinds of paper that a one-stop shop meets. The raw values are those of the field `doc_type`.
enum PaperKind: String, Sendable, CaseIterable {
    case decision = "quyet_dinh"
    case resolution = "nghi_quyet"
    case circular = "thong_tu"
    case decree = "nghi_dinh"
    case directive = "chi_thi"
    case announcement = "thong_bao"
    case plan = "ke_hoach"
    case report = "bao_cao"
    case submission = "to_trinh"
    case officialLetter = "cong_van"
    case invitation = "giay_moi"
    case application = "don_de_nghi"
    case declaration = "to_khai"
    case receipt = "bien_lai"
    case contract = "hop_dong"
    case identityCard = "cccd"
    case landExtract = "trich_luc"
    case birthCertificate = "khai_sinh"
    case marriageCertificate = "ket_hon"
    case confirmation = "giay_xac_nhan"
    case businessCertificate = "gcn_hkd"
    case landCertificate = "giay_chung_nhan"
    case authorization = "giay_uy_quyen"
    case map = "ban_do"
    case list = "danh_sach"
    case minutes = "bien_ban"
    case bulletin = "hai_cot"
    case drawing = "ban_ve_a3"

    /// How the field `title` is taken.
    enum TitleStyle: Sendable {
        /// The heading as printed.
        case printedHeading
        /// The heading's first line in sentence case.
        case firstLine
        /// All upper-case lines of the heading in sentence case.
        case wholeHeading
        /// The heading and the line in lower case below it, joined.
        case headingAndSubtitle
        /// The summary of the contents (trích yếu) below the kind's name.
        case summary
    }

    var titleStyle: TitleStyle {
        switch self {
        case .decision, .resolution, .circular, .decree, .directive, .announcement, .plan, .report, .submission,
            .officialLetter, .invitation:
            .summary
        case .application: .printedHeading
        case .receipt, .identityCard, .birthCertificate, .marriageCertificate, .bulletin, .drawing, .map: .firstLine
        case .declaration, .minutes, .landExtract, .contract, .businessCertificate, .landCertificate, .authorization:
            .wholeHeading
        case .confirmation, .list: .headingAndSubtitle
        }
    }

    /// The fields that a paper of this kind states about itself; others that occur in it belong to something else.
    var fields: Set<FieldName> {
        let person: Set<FieldName> = [.subject, .idNumber, .dateOfBirth, .address]
        let heading: Set<FieldName> = [.docType, .number, .date, .agency, .title]
        let land: Set<FieldName> = [.parcelNumber, .mapSheet, .area]
        switch self {
        case .decision, .confirmation: return heading.union(person)
        case .resolution, .circular, .decree, .directive, .announcement, .plan, .report, .submission, .officialLetter,
            .invitation:
            return heading
        case .application, .declaration: return person.union([.docType, .date, .agency, .title])
        case .receipt: return [.docType, .number, .date, .agency, .title, .subject, .address, .amount]
        case .contract, .authorization:
            return person.union(land).union([.docType, .number, .date, .title, .amount])
        case .identityCard: return person.union([.docType, .date, .title])
        case .landExtract, .landCertificate: return heading.union(land).union(person)
        case .birthCertificate, .marriageCertificate: return heading.union([.subject, .idNumber, .dateOfBirth])
        case .businessCertificate: return heading.union(person).union([.amount])
        case .map: return land.union([.docType, .title, .subject])
        case .list: return heading.union([.amount])
        case .minutes: return [.docType, .date, .title, .subject, .number]
        case .bulletin: return [.docType, .number, .date, .title]
        case .drawing: return [.docType, .date, .title, .subject, .address]
        }
    }
}

/// A heading by which a kind is known, in its right spelling.
struct KindHeading: Sendable {
    let kind: PaperKind
    let name: String
    /// The name's folded bytes.
    let pattern: [UInt8]

    private init(kind: PaperKind, name: String) {
        self.kind = kind
        self.name = name
        pattern = Array(Folding.folded(name).utf8)
    }

    /// Longer headings stand before those that they begin with.
    static let all: [KindHeading] = table.flatMap { kind, names in
        names.map { KindHeading(kind: kind, name: $0) }
    }.sorted { ($0.name.count, $1.name) > ($1.name.count, $0.name) }

    private static let table: [(PaperKind, [String])] = [
        (.decision, ["Quyết định"]),
        (.resolution, ["Nghị quyết"]),
        (.circular, ["Thông tư", "Thông tư liên tịch"]),
        (.decree, ["Nghị định"]),
        (.directive, ["Chỉ thị"]),
        (.announcement, ["Thông báo"]),
        (.plan, ["Kế hoạch"]),
        (.report, ["Báo cáo"]),
        (.submission, ["Tờ trình"]),
        (.invitation, ["Giấy mời"]),
        (.application, ["Đơn đề nghị", "Đơn đăng ký", "Đơn xin", "Đơn yêu cầu", "Giấy đề nghị"]),
        (.declaration, ["Tờ khai", "Phiếu khai"]),
        (.receipt, ["Biên lai thu tiền", "Biên lai thu phí", "Biên lai thu thuế", "Biên lai", "Phiếu thu"]),
        (.contract, ["Hợp đồng"]),
        (.identityCard, ["Căn cước công dân", "Thẻ căn cước", "Căn cước", "Giấy chứng minh nhân dân"]),
        (
            .landExtract,
            [
                "Trích lục thửa đất", "Trích lục bản đồ địa chính", "Trích lục bản đồ", "Trích lục khai sinh",
                "Trích lục kết hôn", "Trích lục khai tử", "Trích lục hộ tịch", "Trích lục",
            ]
        ),
        (.birthCertificate, ["Giấy khai sinh"]),
        (.marriageCertificate, ["Giấy chứng nhận kết hôn"]),
        (.confirmation, ["Giấy xác nhận", "Xác nhận thông tin về cư trú"]),
        (.businessCertificate, ["Giấy chứng nhận đăng ký hộ kinh doanh", "Giấy chứng nhận đăng ký kinh doanh"]),
        (.landCertificate, ["Giấy chứng nhận"]),
        (.authorization, ["Giấy ủy quyền", "Giấy uỷ quyền", "Văn bản ủy quyền"]),
        (
            .map,
            ["Sơ đồ vị trí", "Sơ đồ thửa đất", "Bản đồ địa chính", "Mảnh trích đo", "Trích đo địa chính", "Bản đồ"]
        ),
        (.list, ["Danh sách"]),
        (.minutes, ["Biên bản"]),
        (.bulletin, ["Bản tin"]),
        (.drawing, ["Mặt bằng", "Mặt cắt", "Mặt đứng", "Bản vẽ"]),
    ]
}
