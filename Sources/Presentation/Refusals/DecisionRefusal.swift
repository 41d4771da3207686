import Basics
import DigitizationPipeline
import UseCases

extension DecisionFault: RefusalConvertible {
    public var refusal: Refusal {
        switch self {
        case .notWaiting:
            Refusal(
                "not_waiting", .notFound, "Không có mục chờ này.",
                "No held-back pages wait under this id; see sohoa waiting.")
        case .unknownSlot:
            Refusal(
                "unknown_component", .notFound, "Sổ không có hồ sơ hoặc thành phần này.",
                "The register has no such case or component.")
        case .nothingReadable:
            Refusal(
                "nothing_readable", .badInput, "Không trang nào đọc được; hãy quét lại.",
                "No page could be read; scan them again.")
        case .unknownPage:
            Refusal("unknown_page", .notFound, "Không có trang này.", "There is no such page; see sohoa export.")
        case .notLeftOut:
            Refusal(
                "not_left_out", .badInput, "Trang này không bị bỏ ra khỏi giấy tờ nào.",
                "The page was not left out of a document.")
        case .notInDocument:
            Refusal(
                "not_in_document", .badInput, "Trang này không nằm trong giấy tờ nào.",
                "The page stands in no document.")
        case .onlyPage:
            Refusal(
                "only_page", .badInput, "Giấy tờ chỉ có trang này; không thể bỏ.",
                "The document has no other page; it cannot be left out.")
        case .assemblyFailed(let detail):
            Refusal("assembly_failed", .failed, "Không tạo được PDF.", "The PDF could not be made: \(detail)")
        }
    }
}
