import Basics

extension Refusal {
    /// The same for an unknown name, a wrong password and a disabled account: nobody learns who has one.
    static let signInFailed = Refusal(
        "sign_in_failed", .unauthenticated, "Tên đăng nhập hoặc mật khẩu không đúng.",
        "The name or the password is wrong.")

    static func signInLocked(for time: Duration) -> Refusal {
        let minutes = max(1, (Int(time.components.seconds) + 59) / 60)
        return Refusal(
            "sign_in_locked", .rateLimited, "Sai quá nhiều lần; hãy thử lại sau \(minutes) phút, hoặc nhờ quản trị.",
            "Too many failed attempts; try again in \(minutes) min, or ask the administrator.", retryAfter: time)
    }

    static let signInBusy = Refusal(
        "sign_in_busy", .tryAgain, "Nhiều người đang đăng nhập cùng lúc; hãy thử lại sau vài giây.",
        "Many people are signing in; try again in some seconds.", retryAfter: .seconds(3))

    static let sessionEnded = Refusal(
        "session_ended", .unauthenticated, "Phiên đăng nhập đã hết; hãy đăng nhập lại.",
        "The sign-in has ended; sign in again.")

    static let codeWrong = Refusal(
        "code_wrong", .unauthenticated, "Mã xác thực không đúng hoặc đã dùng; hãy chờ mã mới.",
        "The code is wrong or was used; wait for the next one.")

    static let linkInvalid = Refusal(
        "link_invalid", .notFound, "Liên kết không còn dùng được: đã dùng, đã thay hoặc quá hạn; hãy xin liên kết mới.",
        "The link cannot be used: it was used, replaced or has expired; ask for a new one.")

    static func unknownAccount(_ name: String) -> Refusal {
        Refusal("unknown_account", .notFound, "Không có tài khoản \(name).", "There is no account \(name).")
    }

    static func accountExists(_ name: String) -> Refusal {
        Refusal(
            "account_exists", .conflict, "Tên \(name) đã có; mỗi tên chỉ dùng cho một người.",
            "The name \(name) is taken; a name is given to one person only.")
    }

    static let badLoginName = Refusal(
        "bad_login_name", .badInput,
        "Tên đăng nhập gồm 2 đến 64 ký tự a–z, 0–9, . _ @ -, bắt đầu bằng chữ; không dùng số CCCD hay số điện thoại.",
        "A login name has 2 to 64 of a-z, 0-9, . _ @ -, a letter first.")

    static let badDisplayName = Refusal(
        "bad_display_name", .badInput, "Tên hiển thị phải có từ 1 đến 100 ký tự.",
        "A display name has 1 to 100 characters.")

    static let ownAccount = Refusal(
        "own_account", .forbidden, "Không ai tự đổi vai trò, phạm vi hay trạng thái của mình; hãy nhờ quản trị khác.",
        "Nobody changes the roles, scope or state of their own account; ask another administrator.")

    static let lastAdministrator = Refusal(
        "last_administrator", .conflict,
        "Đây là quản trị toàn phạm vi cuối cùng đang hoạt động; hãy thêm người khác trước.",
        "This is the last active administrator of everything; add another one first.")

    static func beyondScope(_ name: String) -> Refusal {
        Refusal(
            "outside_scope", .forbidden, "Phạm vi này vượt ngoài các cơ quan của tài khoản \(name).",
            "This scope reaches beyond the agencies of the account \(name).")
    }

    static let signInToApprove = Refusal(
        "sign_in_to_approve", .forbidden,
        "Người duyệt phải đăng nhập (sohoa login): đã có tài khoản phụ trách, tài khoản của máy không duyệt thay.",
        "Whoever approves signs in (sohoa login): there are supervisors, the machine's account does not stand in for them."
    )

    static let personRequired = Refusal(
        "person_required", .forbidden, "Việc này chỉ dành cho người đã đăng nhập.",
        "Only a person who has signed in may do this.")

    static let samePassword = Refusal(
        "password_refused", .inconsistent, "Mật khẩu mới phải khác mật khẩu cũ.",
        "The new password must differ from the old one.")

    static let noAuthenticator = Refusal(
        "no_authenticator", .conflict, "Chưa bắt đầu cài ứng dụng xác thực trong phiên này.",
        "No authenticator is being set up in this session.")

    static let authenticatorDemanded = Refusal(
        "totp_demanded", .forbidden, "Quản trị yêu cầu tài khoản này dùng mã xác thực.",
        "The administrator demands an authenticator for this account.")

    static func tooManyLooks(_ limit: Int) -> Refusal {
        Refusal(
            "too_many_looks", .rateLimited,
            "Đã xem quá \(limit) hồ sơ, giấy tờ trong một giờ; hãy báo quản trị nếu cần hơn.",
            "More than \(limit) cases and papers were looked at within an hour; tell the administrator if more are needed.",
            retryAfter: .seconds(600))
    }
}
