extension Outcome {
    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .matched: "khớp"
        case .missingInStatement: "bưu điện không kê"
        case .missingInOurs: "cơ quan không có"
        case .checkDigitTypo: "sai số hiệu"
        case .duplicateLine: "kê trùng"
        case .codDiffers: "lệch tiền thu hộ"
        case .feeDiffers: "lệch cước"
        case .lateDelivery: "phát quá hạn"
        case .returnedButDelivered: "lệch trạng thái phát/hoàn"
        case .statusBeforeHandover: "bưu điện ghi trước giờ bàn giao"
        case .trackingReused: "trùng số hiệu"
        case .numericTrackingLossy: "số hiệu mất chữ số"
        case .nameDiacriticsOnly: "tên chỉ khác dấu"
        case .twoCasesOneParcel: "nhiều hồ sơ một bưu gửi"
        case .caseInTwoParcels: "một hồ sơ nhiều bưu gửi"
        case .numericTracking: "số hiệu dạng số"
        }
    }

    /// What the liaison should do about it; empty for what only informs.
    public var advice: String {
        switch self {
        case .missingInStatement: "Gửi bưu điện tra cứu; đối chiếu biên bản bàn giao."
        case .missingInOurs:
            "Kiểm tra biên bản bàn giao; nếu không phải bưu gửi của cơ quan, đề nghị bưu điện loại khỏi bảng kê."
        case .checkDigitTypo: "Sửa số hiệu bên ghi sai; số hiệu đúng có chữ số kiểm tra hợp lệ."
        case .duplicateLine: "Đề nghị bưu điện bỏ dòng kê trùng."
        case .codDiffers: "Đối chiếu biên lai thu của người nhận."
        case .feeDiffers: "Đối chiếu khối lượng và bảng giá cước."
        case .lateDelivery: "Ghi nhận vi phạm chỉ tiêu thời gian toàn trình."
        case .returnedButDelivered: "Hỏi bưu điện: giấy tờ đang ở đâu?"
        case .statusBeforeHandover: "Kiểm tra giờ trên biên bản bàn giao."
        case .trackingReused: "Kiểm tra nhãn: một số hiệu không được dùng cho hai bưu gửi."
        case .numericTrackingLossy: "Đề nghị bưu điện gửi lại số hiệu dạng chữ; xác nhận cặp đã ghép."
        case .matched, .nameDiacriticsOnly, .twoCasesOneParcel, .caseInTwoParcels, .numericTracking: ""
        }
    }
}

extension Remark {
    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .awaitingStatement: "chờ bảng kê"
        case .numberConflict: "trùng số hiệu nhưng khác mọi thông tin"
        case .severalCandidates: "nhiều bưu gửi cùng khả năng"
        case .possibleTypo: "có thể sai số hiệu"
        case .nameDiffers: "khác tên người nhận"
        case .weightDiffers: "lệch khối lượng"
        case .surcharged: "có phụ phí"
        case .remittanceDiffers: "lệch tiền nộp về"
        case .overdue: "quá hạn chưa phát"
        case .unknownStatus: "trạng thái chưa có trong danh mục"
        case .wrongPeriod: "ngoài kỳ đối soát"
        case .failedTwiceNotReturned: "phát hỏng hai lần chưa chuyển hoàn"
        case .countMismatch: "số giấy tờ bàn giao không khớp"
        case .hourMissing: "biên bản thiếu giờ"
        case .signatureMissing: "biên bản thiếu chữ ký"
        case .recalledPaperMissing: "chưa thu lại giấy tờ"
        case .originalNotReturned: "bản chính gửi đi chưa trả lại"
        case .numberMissing: "bảng kê không ghi số hiệu"
        case .lostByPost: "bưu điện báo thất lạc"
        case .damagedByPost: "bưu điện báo hư hỏng"
        case .refused: "người nhận từ chối"
        case .sentBack: "bưu điện chuyển hoàn"
        case .cancelledByPost: "bưu điện báo hủy"
        case .afterCutOff: "sau ngày chốt"
        case .partOfItem: "dòng tiếp theo của cùng bưu gửi"
        case .decisionOutdated: "dòng kê đã khác so với lúc ghép, tách tay"
        case .deliveryCalledBack: "bưu điện hủy phát thành công"
        case .legContradiction: "bưu điện báo mâu thuẫn với hành trình"
        case .unreadCell: "có ô không đọc được"
        case .partsDiffer: "các khoản cước không bằng tổng"
        case .severalNumbers: "nhiều số hiệu trong một ô"
        case .notedNumber: "ô số hiệu có ghi chú"
        case .leadingZerosLost: "số hiệu mất số 0 ở đầu"
        case .chargeWithoutNumber: "dòng tiền không có số hiệu"
        }
    }
}

extension Remark {
    /// What the liaison should do about it; empty where the code says it all.
    public var advice: String {
        switch self {
        case .lostByPost: "Khiếu nại, yêu cầu bồi thường; cấp lại giấy tờ nếu cần."
        case .damagedByPost: "Lập biên bản, yêu cầu bồi thường; cấp lại giấy tờ nếu cần."
        case .refused: "Liên hệ người nhận; chưa được ghi nhận đã trả kết quả."
        case .sentBack: "Nhận lại giấy tờ, hẹn gửi lại; không có tiền thu hộ."
        case .cancelledByPost: "Hỏi bưu điện: bưu gửi đang ở đâu?"
        case .decisionOutdated: "Xem lại và ghép hoặc tách lại."
        case .deliveryCalledBack: "Hỏi bưu điện, người nhận: đã nhận chưa? Dấu “đã trả kết quả” được rút lại."
        case .legContradiction: "Đối chiếu với bưu điện; ghi nhận sự kiện đúng."
        default: ""
        }
    }
}

extension BalanceSheet.Row {
    /// What the row is called on screens and sheets.
    public var vietnamese: String {
        switch self {
        case .outcome(let outcome): outcome.vietnamese
        case .partly: "khớp phần đã so"
        case .awaiting: "chờ bảng kê"
        case .afterCutOff: "sau ngày chốt"
        }
    }
}

extension ComparedField.Name {
    /// What the field is called on screens and sheets.
    public var vietnamese: String {
        switch self {
        case .tracking: "số hiệu"
        case .caseCode: "mã hồ sơ"
        case .recipient: "người nhận"
        case .accepted: "bàn giao"
        case .delivered: "phát"
        case .status: "trạng thái"
        case .weight: "khối lượng"
        case .fee: "cước"
        case .collected: "thu hộ"
        case .remitted: "nộp về"
        case .deadline: "thời hạn"
        case .papers: "giấy tờ"
        }
    }
}
