import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import UseCases

/// One request of a person who signed in, with what its page needs.
struct Visit: Sendable {
    let request: Request
    let context: DeskContext
    let person: SignedInPerson
    let token: SessionToken
    let door: AccountDoor
    let pages: PageMaker

    var caller: Caller { person.caller }
    var account: Account { person.account }
    var language: InterfaceLanguage { person.account.language }
    var query: FormFields { FormFields(request.uri.query ?? "") }

    /// Largest form, bytes.
    private static let maxForm = 64 << 10

    /// What the person may use. Looks at papers are recorded with the purpose.
    func workspace(for purpose: LookPurpose.Kind? = nil) -> Workspace {
        door.workspace(of: person, purpose: purpose.map { LookPurpose($0) })
    }

    /// Asks for a role that allows something, where a use case asks further.
    /// - Throws: `Refusal` `not_allowed`.
    func need(_ permission: Permission) throws {
        if !caller.may(permission) { try caller.require(permission) }
    }

    /// The part of the address that names what is meant.
    func parameter(_ name: String) throws -> String {
        guard let value = context.parameters.get(name)?.removingPercentEncoding, value.utf8.count <= 200 else {
            throw Refusal.noSuchPage
        }
        return value
    }

    /// The part of the address as a value with a form of its own.
    func parameter<Value: RawRepresentable>(
        _ name: String, as type: Value.Type
    ) throws -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: try parameter(name)) else { throw Refusal.noSuchPage }
        return value
    }

    /// The fields of the form that was sent, by a page of this session.
    /// - Throws: `Refusal` `foreign_origin`, `form_expired`, `body_too_large`.
    func form() async throws -> FormFields {
        try RequestOrigin.require(request)
        let body = try await request.body.collect(upTo: Self.maxForm)
        let fields = FormFields(String(buffer: body))
        guard token.matchesCSRF(fields["csrf"] ?? "") else { throw Refusal.formExpired }
        // Half of a form is not what the person sent.
        guard !fields.isCut else {
            throw Refusal("body_too_large", .tooLarge, "Biểu mẫu quá lớn.", "The form is too large.")
        }
        return fields
    }

    // MARK: Answers

    /// A page.
    /// - Parameters:
    ///   - part: the template of what lives in the page; a script that asks for it alone gets it alone.
    func page(
        _ template: String, _ title: String, in section: Section?, part: String? = nil, _ model: Model
    ) throws -> Response {
        if let part, request.headers[.part] != nil { return try pages.part(part, self, model) }
        return try pages.page(template, title, in: section, self, model)
    }

    /// After a form: the page that shows what came of it, with a sentence that says so.
    func done(_ path: String, saying notice: Notice? = nil) -> Response {
        var address = path
        if let notice { address += (path.contains("?") ? "&" : "?") + "done=\(notice.rawValue)" }
        return .redirect(to: address)
    }
}

/// What a page says after a form was carried out. Its name stands in the address, never its words.
enum Notice: String, Sendable, CaseIterable {
    case saved, decided, assigned, undone, finished, postponed
    case draftKept = "draft_kept"
    case handedIn = "handed_in"
    case leftOut = "left_out"
    case putBack = "put_back"
    case arranged
    case decidedElsewhere = "decided_elsewhere"
    case sentBack = "sent_back"
    case retried, discarded, revoked
    case signedOut = "signed_out"
    case passwordSet = "password_set"

    var phrase: Phrase {
        switch self {
        case .saved: Phrase("Đã lưu.", "Saved.")
        case .decided: Phrase("Đã ghi nhận quyết định.", "The decision is recorded.")
        case .assigned: Phrase("Đã gắn trang vào thành phần.", "The pages were given to the component.")
        case .undone: Phrase("Đã hoàn tác lần ghi gần nhất.", "What you decided last is taken back.")
        case .finished: Phrase("Đã kiểm tra xong.", "The item is done.")
        case .postponed: Phrase("Đã để lại cho người phụ trách.", "The item is left to a senior.")
        case .draftKept:
            Phrase("Đã giữ bản nháp; chưa ghi quyết định nào.", "What you typed is kept; nothing is decided yet.")
        case .handedIn: Phrase("Đã nhận lô; trang này tự cập nhật.", "The batch was taken; this page follows it.")
        case .leftOut:
            Phrase("Đã bỏ trang khỏi giấy tờ; trang vẫn được giữ.", "The page was left out; it stays kept.")
        case .putBack: Phrase("Đã đưa trang trở lại giấy tờ.", "The page is in its document again.")
        case .decidedElsewhere: Phrase("Đã sửa các chữ đã chọn.", "The chosen words are corrected.")
        case .sentBack:
            Phrase("Đã báo trạm quét lại trang này.", "The station is asked to scan this page again.")
        case .arranged:
            Phrase(
                "Đã ghi nhận; bản cũ vẫn được giữ và hoàn tác được.",
                "Done; the earlier document stays kept, and this can be taken back.")
        case .retried: Phrase("Việc sẽ chạy lại ngay.", "The job is tried again at once.")
        case .discarded:
            Phrase("Đã bỏ việc; những gì đã nộp vẫn được giữ.", "The job was given up; what was handed in is kept.")
        case .revoked: Phrase("Đã thu hồi.", "Revoked.")
        case .signedOut: Phrase("Bạn đã đăng xuất.", "You are signed out.")
        case .passwordSet: Phrase("Đã đặt mật khẩu; hãy đăng nhập.", "The password is set; sign in.")
        }
    }
}
