import Basics
import Dossiers
import Ledger
import PostalChannel
import Presentation

/// Names of roles, states and scopes on pages. What is named elsewhere in Vietnamese gets its English here.

extension Role {
    var phrase: Phrase {
        switch self {
        case .station: Phrase("Trạm quét", "Scan station")
        case .reviewer: Phrase("Kiểm tra", "Reviewer")
        case .reuse: Phrase("Tái sử dụng", "Reuse")
        case .liaison: Phrase("Liên lạc bưu chính", "Postal liaison")
        case .supervisor: Phrase("Phụ trách", "Supervisor")
        case .administrator: Phrase("Quản trị", "Administrator")
        case .auditor: Phrase("Kiểm toán", "Auditor")
        }
    }

    /// What the role may do, in a few words.
    var hint: Phrase {
        switch self {
        case .station: Phrase("nộp lô quét, xem lô của trạm mình", "hands batches in, sees those of its own station")
        case .reviewer: Phrase("xem giấy tờ, quyết định mục chờ", "sees papers, decides what waits")
        case .reuse: Phrase("tìm và xem giấy tờ", "finds and sees papers")
        case .liaison: Phrase("xem giấy tờ, làm kênh bưu chính", "sees papers, works the postal channel")
        case .supervisor:
            Phrase("như kiểm tra và bưu chính, duyệt, khóa kỳ", "as reviewer and liaison; approves, closes periods")
        case .administrator:
            Phrase("tài khoản, trạm, việc nền; không xem giấy tờ", "accounts, stations, jobs; sees no papers")
        case .auditor: Phrase("chỉ đọc nhật ký", "reads the record of acts")
        }
    }
}

extension Set<Role> {
    func names(_ language: InterfaceLanguage) -> String {
        Role.allCases.filter(contains).map { $0.phrase.text(language) }.joined(separator: ", ")
    }
}

extension Scope {
    func text(_ language: InterfaceLanguage) -> String {
        switch self {
        case .everything: language.say("mọi cơ quan", "all agencies")
        case .agencies(let agencies): agencies.map(\.rawValue).sorted().joined(separator: ", ")
        }
    }

    /// What a form says: codes with commas, or nothing for all.
    init?(form text: String?) {
        guard let text else {
            self = .everything
            return
        }
        let parts = text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isWhitespace }).map(String.init)
        let agencies = parts.compactMap { AgencyScope(rawValue: $0) }
        guard agencies.count == parts.count else { return nil }
        self = agencies.isEmpty ? .everything : .agencies(Set(agencies))
    }
}

extension BatchRecord.State {
    var phrase: Phrase {
        switch self {
        case .taken: Phrase("chờ đọc", "waits to be read")
        case .reading: Phrase("đang đọc", "being read")
        case .finished: Phrase("xong", "finished")
        }
    }

    var tone: String { self == .finished ? "good" : "" }
}

extension ComponentStatus.State {
    var english: String {
        switch self {
        case .missing: "missing"
        case .digitized: "digitized"
        case .waiting: "waits for a person"
        case .keptAsCandidate: "another one waits for a decision"
        case .reused: "a held paper serves it"
        }
    }

    var tone: String {
        switch self {
        case .missing: ""
        case .digitized, .reused: "good"
        case .waiting, .keptAsCandidate: "warn"
        }
    }
}

extension DigitizedDocument.State {
    var phrase: Phrase {
        switch self {
        case .current: Phrase("bản hiện hành", "current")
        case .candidate: Phrase("bản khác, chờ quyết định", "another one, waits for a decision")
        case .superseded: Phrase("đã được thay thế", "superseded")
        case .discarded: Phrase("không dùng", "discarded")
        }
    }

    var tone: String {
        switch self {
        case .current: "good"
        case .candidate: "warn"
        case .superseded, .discarded: ""
        }
    }

    /// What happened when a document became so.
    var change: Phrase {
        switch self {
        case .current: Phrase("gắn thành bản hiện hành", "became current")
        case .candidate: Phrase("để bên cạnh, chờ quyết định", "was put beside, waits for a decision")
        case .superseded: Phrase("được bản khác thay thế", "was superseded")
        case .discarded: Phrase("được quyết định không dùng", "was discarded")
        }
    }
}

extension PageRecord.Kind {
    var phrase: Phrase {
        switch self {
        case .separator: Phrase("tờ phân cách", "separator sheet")
        case .content: Phrase("giấy tờ", "paper")
        case .blank: Phrase("trang trống", "blank")
        case .duplicate: Phrase("quét lặp", "scanned twice")
        case .unreadable: Phrase("không đọc được", "unreadable")
        }
    }
}

extension CaseChannel {
    var phrase: Phrase {
        switch self {
        case .direct: Phrase("trực tiếp", "at the counter")
        case .postal: Phrase("bưu chính công ích", "by post")
        case .online: Phrase("trực tuyến", "online")
        }
    }
}

extension WaitingItem.Resolution {
    var phrase: Phrase {
        switch self {
        case .assigned: Phrase("đã gắn vào thành phần", "given to a component")
        case .replaced: Phrase("đã thay thế bản hiện hành", "took the place of the current one")
        case .joined: Phrase("đã ghép thêm", "joined the current one")
        case .discarded: Phrase("không dùng", "discarded")
        case .kept: Phrase("giữ trong giấy tờ", "kept in its document")
        case .filed: Phrase("lưu làm chứng từ bưu chính", "filed as evidence of the post")
        case .withdrawn:
            Phrase("không còn chờ sau khi phân trang lại", "no longer waits after the batch was split again")
        }
    }
}
