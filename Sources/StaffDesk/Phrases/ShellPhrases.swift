extension Phrases {
    /// Of the frame, signing in, errors and one's own account.
    static let shellPhrases: [String: Phrase] = [
        "skip": Phrase("Đến nội dung", "To the content"), "menu": Phrase("Các phần", "Parts"),
        "otherLanguage": Phrase("English", "Tiếng Việt"), "signOut": Phrase("Đăng xuất", "Sign out"),
        "signIn": Phrase("Đăng nhập", "Sign in"), "signInAt": Phrase("Đăng nhập bằng", "Sign in with"),
        "loginName": Phrase("Tên đăng nhập", "Login name"),
        "password": Phrase("Mật khẩu", "Password"),
        "forgotPassword": Phrase(
            "Quên mật khẩu? Hãy báo quản trị để nhận đường dẫn đặt lại.",
            "Forgot it? Ask the administrator for a link to set a new one."),
        "secondFactor": Phrase("Mã xác thực", "Second factor"),
        "enrolHint": Phrase(
            "Quản trị yêu cầu ứng dụng xác thực. Hãy nhập khóa dưới đây vào ứng dụng rồi gõ mã mà ứng dụng hiện ra.",
            "The administrator demands an authenticator. Type the key below into the app, then the code that it shows."),
        "oneTimeCode": Phrase("Mã 6 số trong ứng dụng", "Six digits of the app"),
        "beginAgain": Phrase("Bắt đầu lại", "Begin again"), "newPassword": Phrase("Mật khẩu mới", "New password"),
        "oldPassword": Phrase("Mật khẩu hiện tại", "Present password"),
        "passwordAgain": Phrase("Nhập lại mật khẩu mới", "The new password again"),
        "passwordHint": Phrase(
            "Ít nhất 12 ký tự. Một câu dễ nhớ tốt hơn một từ khó.",
            "At least 12 characters. A sentence you remember is better than a difficult word."),
        "setPassword": Phrase("Đặt mật khẩu", "Set the password"),
        "linkEnds": Phrase("Đường dẫn hết hạn lúc", "The link ends"),
        "loginNameHint": Phrase("Chữ thường không dấu, ví dụ le.lan", "Small letters without marks, as in le.lan"),
        "displayName": Phrase("Họ tên", "Name"),
        "tellAdministrator": Phrase(
            "Nếu lặp lại, hãy báo quản trị kèm mã dưới đây.",
            "If it happens again, tell the administrator the code below."),
        "code": Phrase("Mã", "Code"), "toStart": Phrase("Về trang chính", "To the start page"),
        "myAccount": Phrase("Tài khoản của tôi", "My account"),
        "changePassword": Phrase("Đổi mật khẩu", "Change password"),
        "sessions": Phrase("Các phiên đang mở", "Open sessions"), "device": Phrase("Thiết bị", "Device"),
        "address": Phrase("Địa chỉ", "Address"), "lastUsed": Phrase("Dùng lần cuối", "Last used"),
        "thisOne": Phrase("phiên này", "this one"),
        "signOutEverywhere": Phrase("Đăng xuất mọi nơi", "Sign out everywhere"),
        "roles": Phrase("Vai trò", "Roles"), "scope": Phrase("Phạm vi", "Scope"),
        "authenticator": Phrase("Ứng dụng xác thực", "Authenticator"), "done": Phrase("Xong", "Done"),
        "show": Phrase("Xem", "Show"), "all": Phrase("Tất cả", "All"), "save": Phrase("Lưu", "Save"),
        "add": Phrase("Thêm", "Add"), "action": Phrase("Việc", "Action"), "reload": Phrase("Tải lại", "Reload"),
        "older": Phrase("Cũ hơn", "Older"), "nextOnes": Phrase("Tiếp theo", "Next"),
        "state": Phrase("Tình trạng", "State"), "about": Phrase("Thông tin", "About"), "time": Phrase("Lúc", "Time"),
    ]
}
