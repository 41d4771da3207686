import Basics
import DigitizationPipeline
import VietnameseText

extension ReceiptWording {
    /// Vietnamese first, then English.
    public static let bothLanguages = ReceiptWording(title: ReceiptText.title, text: ReceiptText.text)
}

/// A receipt as people read it: Vietnamese first, then English.
struct ReceiptText {
    enum Language: CaseIterable { case vietnamese, english }

    private let receipt: BatchReceipt
    private let language: Language

    /// Most lines of one kind; the JSON beside it has all of them.
    private static let maximumLines = 200

    /// How every receipt begins.
    static let title = "BIÊN NHẬN LÔ QUÉT"

    static func text(of receipt: BatchReceipt) -> String {
        // Names come from outside: each line stays one line, and does nothing to a terminal.
        Language.allCases.map { Self(receipt: receipt, language: $0).lines.map(\.visible).joined(separator: "\n") }
            .joined(separator: "\n\n----------------------------------------\n\n") + "\n"
    }

    private init(receipt: BatchReceipt, language: Language) {
        self.receipt = receipt
        self.language = language
    }

    private var lines: [String] {
        var lines = [say(Self.title, "RECEIPT FOR A SCANNED BATCH"), ""] + head
        lines += known + related + stateLines + pagesLines
        lines += section(say("Đã gắn vào hồ sơ", "Attached to cases"), receipt.documents.map(line))
        lines += filed
        lines += section(say("Hồ sơ còn thiếu", "Still missing"), receipt.missing.map(line))
        lines += section(say("Cần quét lại hoặc kiểm tra", "To rescan or check"), receipt.issues.map(line))
        lines += section(say("Chờ người xử lý", "Waits for a person"), receipt.waiting.map(line))
        lines += section(
            say(
                "Tệp của hệ thống, không phải giấy tờ (đã lưu, không cần làm gì)",
                "Files of systems, no papers (kept; nothing to do)"), receipt.asides ?? [])
        return lines
    }

    private var head: [String] {
        var lines = [say("Lô: ", "Batch: ") + receipt.batch]
        if let station = receipt.station { lines.append(say("Trạm: ", "Station: ") + station) }
        guard let id = receipt.batchID else { return lines }
        lines.append(say("Nhận lúc: ", "Taken at: ") + LocalTime.text(receipt.handedInAt))
        lines.append(say("Mã lô: ", "Batch id: ") + id.rawValue)
        lines.append(
            say("Số tệp: \(receipt.files) (\(receipt.bytes) byte)", "Files: \(receipt.files) (\(receipt.bytes) bytes)"))
        return lines
    }

    private var known: [String] {
        guard let since = receipt.knownSince.map(LocalTime.text) else { return [] }
        return [
            say(
                "Lô này đã được nộp lúc \(since); không xử lý lại.",
                "The same batch was handed in at \(since); nothing was done again.")
        ]
    }

    private var filed: [String] {
        guard let count = receipt.filedPages, count > 0 else { return [] }
        return [
            "",
            say(
                "Chứng từ bưu chính: \(count) trang đã lưu vào hành trình của hồ sơ.",
                "Postal slips and records: \(count) pages filed on the cases' legs."),
        ]
    }

    private var stateLines: [String] {
        if let putOff = receipt.putOff {
            return [
                say(
                    "Tình trạng: tạm dừng, chưa đọc xong; lô đã được giữ an toàn, không cần nộp lại.",
                    "State: put off before it was read to its end; the batch is kept safely, do not hand it in again."),
                say("Lý do: \(putOff.messageVi) (\(putOff.code))", "Reason: \(putOff.messageEn) (\(putOff.code))"),
            ]
        }
        switch receipt.state {
        case .taken: return [say("Tình trạng: đã nhận, đang chờ đọc.", "State: taken, waits to be read.")]
        case .reading: return [say("Tình trạng: đang đọc.", "State: being read.")]
        case .finished:
            let time = receipt.finishedAt.map(LocalTime.text) ?? ""
            return [say("Tình trạng: đã xong lúc \(time).", "State: finished at \(time).")]
        case .failed:
            let code = receipt.failure.map { " (\($0))" } ?? ""
            return [
                say(
                    "Tình trạng: xử lý không thành công\(code); lô được giữ lại, hãy báo quản trị.",
                    "State: could not be processed\(code); the batch is kept, tell the administrator.")
            ]
        case .quarantined:
            guard let reason = receipt.quarantine else { return [say("Tình trạng: không nhận.", "State: not taken.")] }
            let time = LocalTime.text(reason.quarantinedAt)
            let state = say(
                "Tình trạng: KHÔNG NHẬN lúc \(time). \(reason.messageVi)",
                "State: NOT TAKEN at \(time). \(reason.messageEn)")
            let files = reason.files.prefix(Self.maximumLines).map { "  - " + $0 }
            return [state] + files + [say("Lô nằm ở: \(reason.place)", "It lies in: \(reason.place)")]
        }
    }

    /// A folder that is filled with pauses comes as several batches of one name.
    private var related: [String] {
        (receipt.sameName ?? []).map { other in
            let (time, id) = (LocalTime.text(other.handedInAt), other.batchID.rawValue)
            return say(
                "LƯU Ý: một lô khác cùng tên được nộp lúc \(time) (mã lô \(id)). Nếu là phần trước hoặc sau của lô này "
                    + "thì các tờ nằm ở cả hai lô; hãy kiểm tra các trang chờ người xử lý.",
                "NOTE: another batch of the same name was handed in at \(time) (batch id \(id)). If it is an earlier or "
                    + "later part of this one, its sheets are in both; check the pages that wait for a person.")
        }
    }

    private var pagesLines: [String] { pageCount + pageSum + order }

    private var pageSum: [String] {
        guard let sum = receipt.pageSum else { return [] }
        let parts = [
            (sum.document, say("trong giấy tờ", "in documents")), (sum.separator, say("phiếu phân tách", "separators")),
            (sum.blank, say("trắng", "blank")), (sum.repeated, say("quét lặp", "scanned twice")),
            (sum.waiting, say("chờ người xử lý", "waiting for a person")),
            (sum.settled, say("đã quyết định bỏ hoặc lưu riêng", "discarded or filed by a person")),
            (sum.unaccounted, say("KHÔNG RÕ Ở ĐÂU, hãy báo quản trị", "NOBODY KNOWS WHERE, tell the administrator")),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        guard !parts.isEmpty else { return [] }
        let total = say("Cộng", "Sum") + ": " + parts.joined(separator: " + ") + " = \(sum.seen)"
        guard sum.otherFiles > 0 else { return [total] }
        let other = say("tệp không phải bản quét", "files that are no scans")
        return [total, say("Ngoài ra", "Besides") + ": \(sum.otherFiles) \(other)"]
    }

    private var order: [String] {
        guard let order = receipt.order, receipt.files > 1 else { return [] }
        let rule =
            switch order.rule {
            case .namesWithNumbers:
                say("theo tên tệp, số trong tên so theo giá trị", "by file names, numbers in them by their value")
            case .nameBytes: say("theo từng ký tự của tên tệp", "by file names, letter by letter")
            }
        let line = say("Thứ tự quét: ", "Scan order: ") + rule
        guard let files = order.files, let first = files.first, let last = files.last else { return [line + "."] }
        return [line + ": \(first) … \(last)."]
    }

    private var pageCount: [String] {
        let declared = receipt.declaredPages
        switch (receipt.pages, declared) {
        case (let seen?, let declared?) where seen == declared:
            return [say("Số trang: \(seen), đúng như khai.", "Pages: \(seen), as declared.")]
        case (let seen?, let declared?):
            return [
                say(
                    "SỐ TRANG KHÔNG KHỚP: thấy \(seen), khai \(declared); hãy kiểm tra trang thiếu hoặc thừa.",
                    "PAGES DIFFER: \(seen) seen, \(declared) declared; look for missing or surplus pages.")
            ]
        case (let seen?, nil): return [say("Số trang: \(seen).", "Pages: \(seen).")]
        case (nil, let declared?): return [say("Số trang khai: \(declared).", "Pages declared: \(declared).")]
        case (nil, nil): return []
        }
    }

    private func line(_ document: BatchReceipt.Document) -> String {
        let outcome =
            switch document.outcome {
            case .attached: say("đã gắn", "attached")
            case .keptAsCandidate: say("đã có bản khác, chờ quyết định", "has another document, waits for a decision")
            case .alreadyHeld: say("đã có từ trước", "held already")
            case .replaced: say("đã được thay thế hoặc bỏ", "replaced or discarded since")
            }
        return "\(document.caseCode) \(document.component) \(document.name): "
            + say("\(document.pages) trang, ", "\(document.pages) pages, ") + outcome
    }

    private func line(_ missing: BatchReceipt.Missing) -> String {
        "\(missing.caseCode) \(missing.component) \(missing.name)"
    }

    private func line(_ issue: BatchReceipt.Issue) -> String {
        let file = issue.file ?? say("cả lô", "the batch")
        let page = issue.page.map { say(", trang \($0)", ", page \($0)") } ?? ""
        return "\(file)\(page): \(say(issue.messageVi, issue.messageEn)) [\(issue.code.rawValue)]"
    }

    private func line(_ item: BatchReceipt.Waiting) -> String {
        let place = [item.caseCode, item.component].compactMap(\.self).joined(separator: " ")
        return say("\(item.pages) trang", "\(item.pages) pages") + (place.isEmpty ? "" : " (\(place))")
            + ": \(say(item.messageVi, item.messageEn))"
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        guard !lines.isEmpty else { return [] }
        let shown = lines.prefix(Self.maximumLines).map { "  - " + $0 }
        let rest = lines.count - shown.count
        let more = rest > 0 ? [say("  … và \(rest) mục khác", "  … and \(rest) more")] : []
        return ["", title + ":"] + shown + more
    }

    private func say(_ vietnamese: String, _ english: String) -> String {
        language == .vietnamese ? vietnamese : english
    }
}
