import Basics
import Dossiers

extension Refusal {
    static func unknownCase(_ code: CaseCode) -> Refusal {
        Refusal("not_found", .notFound, "Không có hồ sơ \(code).", "The register has no case \(code).")
    }

    static func unknownBatch(_ name: String) -> Refusal {
        Refusal("not_found", .notFound, "Không có lô quét nào tên \(name).", "There is no batch \(name).")
    }

    static func noFile(_ path: String) -> Refusal {
        Refusal("not_found", .notFound, "Không tìm thấy tệp: \(path)", "No such file: \(path)")
    }
}
