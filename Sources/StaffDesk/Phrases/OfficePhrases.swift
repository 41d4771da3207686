extension Phrases {
    /// Of administration and of the auditor's pages.
    static let officePhrases: [String: Phrase] = [
        "admin": Phrase("Quản trị", "Administration"), "stations": Phrase("Trạm quét", "Stations"),
        "batches": Phrase("Lô", "Batches"), "unfinished": Phrase("Chưa xong", "Unfinished"),
        "lastHandedIn": Phrase("Gần nhất", "Last"),
        "nothingHandedIn": Phrase(
            "Chưa trạm nào nộp lô. Hãy thêm trạm và cấp mã truy cập.", "No station has handed in. Add one and issue a token."),
        "stationsAndTokens": Phrase("Trạm và mã truy cập", "Stations and tokens"), "work": Phrase("Việc chạy nền", "Work"),
        "kind": Phrase("Loại", "Kind"), "count": Phrase("Số lượng", "Count"), "oldest": Phrase("Lâu nhất từ", "Oldest since"),
        "noJobs": Phrase("Không có việc nào đang chờ hay bị bỏ.", "No job waits or was given up."),
        "jobs": Phrase("Xem từng việc", "See the jobs"), "accounts": Phrase("Tài khoản", "Accounts"),
        "manageAccounts": Phrase("Quản lý tài khoản", "Manage accounts"), "health": Phrase("Sức khỏe dịch vụ", "Health"),
        "versions": Phrase("Phiên bản", "Versions"),
        "settings": Phrase("Tham số đang dùng", "Settings in force"), "setting": Phrase("Tham số", "Setting"),
        "value": Phrase("Giá trị", "Value"), "origin": Phrase("Từ đâu", "From"), "role": Phrase("Vai trò", "Role"),
        "lastSignIn": Phrase("Đăng nhập gần nhất", "Last sign-in"),
        "noAccounts": Phrase("Không có tài khoản nào khớp.", "No account matches."),
        "addAccount": Phrase("Thêm tài khoản", "Add an account"),
        "displayNameHint": Phrase("Như trong nhật ký: Lê Thị Lan", "As records show it: Lê Thị Lan"),
        "scopeHint": Phrase(
            "Mã cơ quan, cách nhau bằng dấu phẩy; để trống là mọi cơ quan", "Codes of agencies with commas; empty for all"),
        "demandTOTP": Phrase("Bắt buộc ứng dụng xác thực", "Demand an authenticator"),
        "rights": Phrase("Quyền", "Rights"),
        "rightsHint": Phrase("Đổi quyền sẽ kết thúc các phiên đang mở.", "A change of rights ends open sessions."),
        "createdAt": Phrase("Tạo lúc", "Created"), "noSessions": Phrase("Không có phiên nào đang mở.", "No session is open."),
        "token": Phrase("Mã truy cập", "Token"), "issued": Phrase("Cấp lúc", "Issued"), "revoke": Phrase("Thu hồi", "Revoke"),
        "noTokens": Phrase("Chưa có mã truy cập.", "No token yet."), "issueToken": Phrase("Cấp mã truy cập mới", "Issue a token"),
        "noStations": Phrase("Chưa có trạm nào; hãy thêm trạm đầu tiên.", "There is no station; add the first one."),
        "addStation": Phrase("Thêm trạm", "Add a station"), "stationName": Phrase("Tên trạm", "Name"),
        "stationNameHint": Phrase(
            "Chữ không dấu, số, dấu - _ . ; là tên thư mục trong hộp nhận, ví dụ quay-1.",
            "Plain letters, digits, - _ . ; also the name of its folder in the inbox, as in quay-1."),
        "job": Phrase("Việc", "Job"), "lastError": Phrase("Lỗi gần nhất", "Last error"), "retry": Phrase("Chạy lại", "Retry"),
        "aboutRecord": Phrase("Về bản ghi (mã)", "About a record (its id)"), "number": Phrase("Số", "Number"),
        "who": Phrase("Ai", "Who"), "act": Phrase("Đã làm gì", "Act"),
        "noActs": Phrase("Không có mục nào khớp.", "No entry matches."), "chain": Phrase("Chuỗi nhật ký", "The chain"),
        "verifyChain": Phrase("Kiểm tra toàn bộ", "Verify all of it"),
        "verifyHint": Phrase("Đọc lại mọi mục; có thể mất vài phút với kho lớn.", "Reads every entry again; some minutes for a large home."),
        "lookedAt": Phrase("Đã xem", "Looked at"), "purpose": Phrase("Mục đích", "Purpose"),
        "noLooks": Phrase("Chưa có lượt xem nào khớp.", "No look matches."),
    ]
}
