import Basics

/// What can be wrong with a request. The codes are stable.
enum ProblemCode: String, CaseIterable, Sendable {
    case badRequest = "bad_request"
    case badFileName = "bad_file_name"
    case badBatchName = "bad_batch_name"
    case badKey = "bad_idempotency_key"
    case digestRequired = "digest_required"
    case digestDiffers = "digest_differs"
    case bodyCutOff = "body_cut_off"
    case unauthorized
    case badToken = "bad_token"
    case notFound = "not_found"
    case methodNotAllowed = "method_not_allowed"
    case bodyTooSlow = "body_too_slow"
    case keyTaken = "idempotency_key_taken"
    case fileDiffers = "file_differs"
    case batchOpen = "batch_open"
    case batchCompleted = "batch_completed"
    case batchAbandoned = "batch_abandoned"
    case batchBusy = "batch_busy"
    case batchEmpty = "batch_empty"
    case filesDiffer = "files_differ"
    case preconditionFailed = "precondition_failed"
    case bodyTooLarge = "body_too_large"
    case fileTooLarge = "file_too_large"
    case batchTooLarge = "batch_too_large"
    case tooManyFiles = "too_many_files"
    case unsupportedMediaType = "unsupported_media_type"
    case tooManyRequests = "too_many_requests"
    case tooManyOpenBatches = "too_many_open_batches"
    case internalError = "internal_error"
    case unavailable
    case diskFull = "disk_full"

    /// What the client is told.
    var refusal: Refusal {
        Refusal(rawValue, kind, ShownText(line: message.vietnamese), ShownText(line: message.english))
    }

    private var kind: Refusal.Kind {
        switch self {
        case .badRequest, .badFileName, .badBatchName, .badKey, .digestRequired, .bodyCutOff: .badInput
        case .unauthorized, .badToken: .unauthenticated
        case .notFound: .notFound
        case .methodNotAllowed: .unsupportedOperation
        case .bodyTooSlow: .timedOut
        case .keyTaken, .digestDiffers: .inconsistent
        case .fileDiffers, .batchOpen, .batchCompleted, .batchAbandoned, .batchBusy, .batchEmpty, .filesDiffer:
            .conflict
        case .preconditionFailed: .outdated
        case .bodyTooLarge, .fileTooLarge, .batchTooLarge, .tooManyFiles: .tooLarge
        case .unsupportedMediaType: .unsupportedType
        case .tooManyRequests, .tooManyOpenBatches: .rateLimited
        case .internalError: .failed
        case .unavailable: .tryAgain
        case .diskFull: .noSpace
        }
    }

    private var message: (vietnamese: String, english: String) {
        switch self {
        case .badRequest: ("Yêu cầu không hợp lệ.", "The request is not valid.")
        case .badFileName: ("Tên tệp không hợp lệ.", "The file name is not valid.")
        case .badBatchName: ("Tên lô không hợp lệ.", "The batch name is not valid.")
        case .badKey: ("Khóa chống lặp không hợp lệ.", "The idempotency key is not valid.")
        case .digestRequired: ("Thiếu Content-Digest sha-256.", "A Content-Digest with sha-256 is required.")
        case .digestDiffers:
            ("Nội dung không khớp Content-Digest; hãy gửi lại.", "The content is not what its digest says; send again.")
        case .bodyCutOff: ("Tệp bị ngắt giữa chừng; hãy gửi lại.", "The body was cut off; send again.")
        case .unauthorized: ("Thiếu mã truy cập của trạm.", "A station's token is required.")
        case .badToken: ("Mã truy cập sai hoặc đã thu hồi.", "The token is unknown or revoked.")
        case .notFound: ("Không tìm thấy.", "There is no such thing.")
        case .methodNotAllowed: ("Phương thức không dùng được ở đây.", "The method cannot be used here.")
        case .bodyTooSlow: ("Dữ liệu gửi quá chậm.", "The body came too slowly.")
        case .keyTaken:
            ("Khóa chống lặp đã dùng cho lô khác.", "The idempotency key was used for another batch.")
        case .fileDiffers:
            ("Đã có tệp cùng tên với nội dung khác.", "There is a file of this name with other content.")
        case .batchOpen: ("Lô chưa nộp xong.", "The batch is not complete yet.")
        case .batchCompleted: ("Lô đã nộp xong.", "The batch is complete.")
        case .batchAbandoned: ("Lô đã bị hủy.", "The batch was taken back.")
        case .batchBusy: ("Lô đang bận; hãy thử lại.", "The batch is busy; try again.")
        case .batchEmpty: ("Lô chưa có tệp nào.", "The batch has no files.")
        case .filesDiffer: ("Các tệp không đúng như khai báo.", "The files are not those that were expected.")
        case .preconditionFailed: ("Tệp không còn như trạm biết.", "The file is not the one that was named.")
        case .bodyTooLarge: ("Yêu cầu quá lớn.", "The request's body is too large.")
        case .fileTooLarge: ("Tệp quá lớn.", "The file is too large.")
        case .batchTooLarge: ("Lô quá lớn.", "The batch is too large.")
        case .tooManyFiles: ("Lô có quá nhiều tệp.", "The batch has too many files.")
        case .unsupportedMediaType: ("Dạng dữ liệu không nhận được.", "Bodies of this type or coding are not taken.")
        case .tooManyRequests: ("Quá nhiều yêu cầu; hãy chờ.", "Too many requests; wait.")
        case .tooManyOpenBatches:
            ("Trạm có quá nhiều lô đang mở.", "The station has too many open batches.")
        case .internalError: ("Lỗi hệ thống; hãy thử lại.", "An error on our side; try again.")
        case .unavailable: ("Tạm thời chưa nhận được; hãy thử lại.", "Not possible at the moment; try again.")
        case .diskFull: ("Máy chủ hết chỗ; hãy báo quản trị.", "The server's disk is full; tell the administrator.")
        }
    }
}
