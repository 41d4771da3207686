import Basics
import DocumentModel
import Foundation

/// What is said of signatures, in both languages. A verifier must say it in Vietnamese (TT 15/2025/TT-BKHCN).
public enum SignatureText {
    /// A sentence in both languages.
    public typealias Said = (vietnamese: String, english: String)

    public static func outcome(_ outcome: SignatureVerdict.Outcome?) -> Said {
        switch outcome {
        case .valid: ("Chữ ký số hợp lệ", "The signature is valid")
        case .validWithWeakDigest:
            (
                "Chữ ký số hợp lệ, nhưng dùng hàm băm yếu (SHA-1)",
                "The signature is valid, but its digest is weak (SHA-1)"
            )
        case .changedAfterwards:
            (
                "Chữ ký số đúng, nhưng tài liệu đã thay đổi sau khi ký",
                "The signature is right, but the document was changed afterwards"
            )
        case .notVerifiable: ("Không kiểm tra được chữ ký số", "The signature cannot be verified")
        case .broken: ("Chữ ký số không hợp lệ", "The signature is not valid")
        case nil: ("Tệp không có chữ ký số", "The file has no signature")
        }
    }

    public static func fault(_ fault: SignatureReport.Fault) -> Said {
        switch fault {
        case .malformed:
            (
                "Cấu trúc tệp không đúng chuẩn, các phần mềm có thể hiểu khác nhau; hãy xin bản gốc từ nơi ký.",
                "The file is not written as the standard says, and readers may understand it differently; ask the signer for another copy."
            )
        case .limit: ("Tệp quá lớn hoặc quá phức tạp.", "The file is too large or too complex.")
        case .encrypted:
            (
                "Tệp đã bị mã hóa sau khi ký nên không đối chiếu được nội dung; hãy xin bản không đặt mật khẩu.",
                "The file was encrypted after signing, so that what was signed cannot be compared; ask for a copy without password."
            )
        case .unknownForm:
            (
                "Không phải PDF hay chữ ký CMS (.p7s, .p7m); chữ ký XML chưa kiểm tra được ở đây.",
                "Neither a PDF nor a CMS signature (.p7s, .p7m); XML signatures are not verified here."
            )
        case .unreadable: ("Không đọc được tệp.", "The file cannot be read.")
        case .noSignature:
            ("Không tìm thấy chữ ký số nào đã ký trong tệp.", "No filled signature is found in the file.")
        case .contentMissing:
            (
                "Thiếu tệp được ký; hãy chỉ ra bằng --content.",
                "The file that was signed is missing; name it with --content."
            )
        case .crashed:
            ("Chương trình kiểm tra bị hỏng khi đọc tệp này.", "The program that verifies failed on this file.")
        case .timedOut: ("Kiểm tra tệp này mất quá nhiều thời gian.", "Verifying this file took too long.")
        case .outOfMemory: ("Kiểm tra tệp này cần quá nhiều bộ nhớ.", "Verifying this file needed too much memory.")
        }
    }

    public static func integrity(_ facts: SignatureFacts) -> Said {
        switch facts.integrity {
        case .intact:
            facts.coverage == .wholeFile
                ? ("toàn vẹn, chữ ký bao trùm cả tệp", "intact, covers the whole file")
                : (
                    "phần đã ký còn toàn vẹn; sau đó tệp được ghi thêm",
                    "what was signed is intact; more was added later"
                )
        case .broken: ("nội dung đã ký bị thay đổi", "what was signed was changed")
        case .notVerifiable: ("không kiểm tra được", "cannot be verified")
        }
    }

    public static func warning(_ warning: SignatureVerdict.Warning) -> Said {
        switch warning {
        case .revocationNotAsked:
            (
                "CẢNH BÁO: chưa kiểm tra được trạng thái thu hồi của chứng thư số (không có CRL hoặc OCSP phù hợp).",
                "WARNING: whether the certificate was revoked could not be asked (no CRL or OCSP answer fits)."
            )
        case .revokedLater:
            ("Chứng thư số bị thu hồi sau thời điểm ký.", "The certificate was revoked after the time of signing.")
        case .noTrustedTime:
            (
                "Không có dấu thời gian tin cậy: chứng thư số được xét tại thời điểm kiểm tra.",
                "No trusted time stamp: the certificate was looked at as of the check."
            )
        case .claimedTimeDiffers:
            (
                "Thời gian ký do người ký tự ghi lệch hơn 5 phút so với dấu thời gian; chỉ tin dấu thời gian.",
                "The time that the signer claims is more than five minutes off the time stamp; only the stamp is believed."
            )
        case .changeForbidden:
            ("Người ký không cho phép thay đổi đã được ghi thêm.", "The signer did not allow what was added.")
        }
    }

    public static func change(_ change: RevisionChange) -> Said {
        let subject = change.subject ?? ""
        switch change.kind {
        case .signature: return ("thêm chữ ký \(subject)", "signature \(subject) added")
        case .signatureField: return ("thêm ô ký trống \(subject)", "empty signature field \(subject) added")
        case .documentTimeStamp: return ("thêm dấu thời gian cho cả tài liệu", "document time stamp added")
        case .validationData: return ("thêm chứng cứ kiểm tra lâu dài", "evidence for later added")
        case .metadata: return ("đổi thông tin mô tả tệp", "metadata changed")
        case .formField: return ("điền ô \(subject)", "field \(subject) filled")
        case .form: return ("đổi biểu mẫu \(subject)", "form \(subject) changed")
        case .annotationAdded:
            return ("thêm chú thích trên trang \(subject)", "annotation on page \(subject) added")
        case .annotationChanged:
            return ("đổi chú thích trên trang \(subject)", "annotation on page \(subject) changed")
        case .annotationRemoved:
            return ("bỏ chú thích trên trang \(subject)", "annotation on page \(subject) removed")
        case .pageAdded: return ("thêm trang \(subject)", "page \(subject) added")
        case .pageRemoved: return ("bỏ trang \(subject)", "page \(subject) removed")
        case .pagesReordered: return ("đổi thứ tự trang", "pages reordered")
        case .page: return ("đổi nội dung trang \(subject)", "page \(subject) changed")
        case .catalog: return ("đổi cấu trúc tài liệu (\(subject))", "document structure changed (\(subject))")
        case .other:
            return ("thay đổi không theo dõi được (\(subject))", "a change that cannot be followed (\(subject))")
        }
    }

    /// What a reason's code stands for.
    public static func reason(_ code: String) -> Said {
        if let said = reasons[code] { return said }
        let prefix = "time_stamp_"
        if code.hasPrefix(prefix) {
            let said = reason(String(code.dropFirst(prefix.count)))
            return ("dấu thời gian: \(said.vietnamese)", "time stamp: \(said.english)")
        }
        return ("thuật toán hoặc cấu trúc chưa hỗ trợ (\(code))", "not supported: \(code)")
    }

    private static let reasons: [String: Said] = [
        "byte_range": ("phạm vi ký không rõ ràng", "what is signed is not clear"),
        "filling": ("có dữ liệu lạ trong ô chữ ký", "foreign data beside the signature"),
        "cms": ("cấu trúc chữ ký (CMS) không đúng", "the signature's structure (CMS) is not right"),
        "several_signers": ("một ô ký có nhiều người ký", "one signature field with several signers"),
        "sub_filter": ("loại chữ ký chưa hỗ trợ", "a kind of signature that is not supported"),
        "signing_certificate": ("chữ ký chỉ đến chứng thư số khác", "the signature names another certificate"),
        "signing_certificate_missing": (
            "chữ ký không nêu chứng thư số của người ký (PAdES bắt buộc)",
            "the signature does not name its certificate, as PAdES demands"
        ),
        "signature": ("nội dung hoặc chữ ký đã bị thay đổi", "the content or the signature was changed"),
        "coverage": ("chữ ký không bao trùm một bản đầy đủ của tệp", "the signature covers no whole state of the file"),
        "not_in_its_revision": ("chữ ký được đưa vào từ nơi khác", "the signature was brought in from elsewhere"),
        "permission": ("giới hạn thay đổi của người ký không hiểu được", "the signer's limits are not understood"),
        "seed_value": ("ô ký có điều kiện riêng chưa xét được", "the field has conditions that are not looked at"),
        "content_time_stamp": (
            "có dấu thời gian trước khi ký, chưa xét được", "a time stamp before signing is not looked at"
        ),
        "unknown_issuer": (
            "tổ chức cấp chứng thư số chưa được tin cậy; quản trị viên có thể thêm chứng thư gốc",
            "the issuer is not trusted; an administrator can add its root"
        ),
        "certificate_not_valid_then": (
            "chứng thư số không còn hoặc chưa có hiệu lực tại thời điểm xét",
            "the certificate was not valid at that time"
        ),
        "issuer_not_valid_then": (
            "chứng thư số của tổ chức cấp không có hiệu lực tại thời điểm xét",
            "the issuer's certificate was not valid at that time"
        ),
        "critical_extension": (
            "chứng thư số có điều kiện chưa xét được", "a condition of the certificate is not looked at"
        ),
        "issuer_is_no_authority": ("nơi cấp không được phép cấp chứng thư số", "the issuer may not issue certificates"),
        "chain_too_long": ("chuỗi chứng thư số dài quá mức cho phép", "the chain is longer than allowed"),
        "key_usage": ("chứng thư số không dùng để ký", "the certificate is not for signing"),
        "extended_key_usage": ("chứng thư số không dùng để ký tài liệu", "the certificate is not for documents"),
        "key_too_short": ("khóa quá ngắn (RSA dưới 2048 bit)", "the key is too short (RSA below 2048 bits)"),
        "key": ("không đọc được khóa", "the key cannot be read"),
        "purpose": ("chứng thư số không dùng để cấp dấu thời gian", "the certificate is not for time stamps"),
        "revocation_evidence_unusable": (
            "danh sách thu hồi (CRL) hoặc trả lời OCSP đã hết hạn hay không đáng tin; hãy nạp bản mới",
            "the revocation list or OCSP answer has ended or is not to be believed; feed in a new one"
        ),
        "certificate_revoked": ("chứng thư số đã bị thu hồi", "the certificate was revoked"),
        "issuer_revoked": ("chứng thư số của tổ chức cấp đã bị thu hồi", "the issuer's certificate was revoked"),
        "wrong": ("không thuộc về chữ ký này hoặc bị hỏng", "of another signature, or broken"),
        "in_future": ("ghi thời điểm trong tương lai", "shows a time in the future"),
        "weak": ("dùng hàm băm yếu", "uses a weak digest"),
        "signer's certificate is missing": ("thiếu chứng thư số của người ký", "the signer's certificate is missing"),
        "no signed attributes": ("chữ ký không có thuộc tính được ký", "the signature has no signed attributes"),
    ]

    public static func trustKind(_ kind: TrustKind) -> Said {
        switch kind {
        case .root: ("gốc của người ký", "root of signers")
        case .timeStampRoot: ("gốc của cấp dấu thời gian", "root of time stamps")
        case .intermediate: ("chứng thư trung gian", "intermediate")
        case .revocationList: ("danh sách thu hồi (CRL)", "revocation list (CRL)")
        case .statusAnswer: ("trả lời OCSP", "OCSP answer")
        }
    }

    /// Milliseconds since 1970 as people of the office read them.
    public static func time(_ milliseconds: Int64?) -> String? {
        milliseconds.map { LocalTime.text(Instant(milliseconds: $0)) }
    }
}
