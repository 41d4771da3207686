import Basics
import Dossiers
import UseCases

/// What the office may hold for a component.
public struct ReuseOfferView: ListedView {
    struct Candidate: Encodable {
        var document: String
        var `case`: String
        var component: String
        var kind: String
        var number: String
        var issued: Nullable<String>
        var scannedAt: Int64
        var evidence: [String]
        var validity: String
        var validThrough: Nullable<String>
        var validitySource: Nullable<String>
        var newer: Nullable<String>
    }

    var component: String
    var name: String
    var candidates: [Candidate]

    private let offer: Workspace.Reuse.Offer

    private enum CodingKeys: CodingKey { case component, name, candidates }

    public init(_ offer: Workspace.Reuse.Offer) {
        self.offer = offer
        component = offer.component.rawValue
        name = offer.name
        candidates = offer.candidates.map(Candidate.init)
    }

    public static func page(_ list: [ReuseOfferView]) -> TextPage {
        var page = TextPage()
        if list.isEmpty { page.line("Hồ sơ không thiếu thành phần nào.") }
        for view in list { page += view.text }
        return page
    }

    var text: TextPage {
        var page = TextPage()
        page.line("\(component)  \(name)")
        if offer.candidates.isEmpty { page.line("    Kho chưa có giấy tờ nào dùng lại được.") }
        for candidate in offer.candidates {
            let paper = candidate.paper
            page.line(
                "    \(paper.document)  \(paper.slot.caseCode) / \(paper.slot.component)  "
                    + [paper.kind, paper.number].filter { !$0.isEmpty }.joined(separator: " "))
            page.line("      \(candidate.evidence.map(\.vietnamese).joined(separator: "; "))")
            page.line("      \(candidate.validity.vietnamese)")
            if let newer = candidate.newer { page.line("      Có giấy tờ mới hơn: \(newer)") }
        }
        return page
    }
}

extension ReuseOfferView.Candidate {
    init(_ candidate: ReuseCandidate) {
        let paper = candidate.paper
        self.init(
            document: paper.document.rawValue, case: paper.slot.caseCode.rawValue,
            component: paper.slot.component.rawValue, kind: paper.kind, number: paper.number,
            issued: Nullable(paper.issued?.rawValue), scannedAt: paper.scannedAt.milliseconds,
            evidence: candidate.evidence.map(\.rawValue), validity: candidate.validity.code,
            validThrough: Nullable(candidate.validity.lastDay?.rawValue),
            validitySource: Nullable(candidate.validity.source), newer: Nullable(candidate.newer?.rawValue))
    }
}

extension ReuseEvidence {
    /// As screens show it.
    public var vietnamese: String {
        switch self {
        case .numberOnPaper: "số định danh trên giấy tờ trùng với người nộp"
        case .numberInRegister: "hồ sơ cũ cùng số định danh người nộp"
        case .nameAndBirthDate: "trùng họ tên và ngày sinh"
        case .documentNumber: "trùng số giấy tờ"
        case .kind: "đúng loại giấy tờ"
        case .componentName: "nộp cho thành phần cùng tên"
        }
    }
}

extension PaperValidity {
    /// Stable, for scripts.
    public var code: String {
        switch self {
        case .valid: "valid"
        case .expired: "expired"
        case .revoked: "revoked"
        case .unknown(let doubt): doubt.rawValue
        }
    }

    /// The last day on which it holds, where one is known.
    public var lastDay: CalendarDay? {
        switch self {
        case .valid(let through, _): through
        case .expired(let after, _): after
        case .revoked, .unknown: nil
        }
    }

    public var source: String? {
        switch self {
        case .valid(_, let source), .expired(_, let source): source
        case .revoked, .unknown: nil
        }
    }

    /// As screens show it.
    public var vietnamese: String {
        switch self {
        case .valid(nil, let source): "Còn hiệu lực, không có thời hạn (\(source))"
        case .valid(let through?, let source): "Còn hiệu lực đến hết ngày \(LocalTime.text(through)) (\(source))"
        case .expired(let after, let source): "Hết hiệu lực sau ngày \(LocalTime.text(after)) (\(source))"
        case .revoked(let revocation):
            "Bị thu hồi lúc \(LocalTime.text(revocation.at)): \(revocation.reason.visible) (\(revocation.by))"
        case .unknown(.noRule): "Chưa có quy tắc về thời hạn của loại giấy tờ này; phải xem giấy tờ"
        case .unknown(.noIssueDate): "Không đọc được ngày cấp; phải xem giấy tờ"
        case .unknown(.noBirthDate): "Không đọc được ngày sinh; phải xem giấy tờ"
        }
    }
}
