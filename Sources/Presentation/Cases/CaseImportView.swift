import Dossiers
import Ledger

/// What an import of a register of cases came to.
public struct CaseImportView: View {
    struct Fault: Encodable {
        var row: Int
        var code: String
        var detail: String
    }

    var new: Int
    var changed: Int
    var unchanged: Int
    /// Batches of which pages waited for these cases.
    var batchesEnqueued: Int
    var errors: [Fault]

    private let faults: [CaseRegisterFault]
    private let file: String

    private enum CodingKeys: CodingKey {
        case new, changed, unchanged, batchesEnqueued, errors
    }

    public init(_ summary: CaseImportSummary, batchesEnqueued: Int, faults: [CaseRegisterFault], file: String) {
        (new, changed, unchanged) = (summary.new, summary.changed, summary.unchanged)
        self.batchesEnqueued = batchesEnqueued
        errors = faults.map { Fault(row: $0.row, code: $0.code.rawValue, detail: $0.english) }
        (self.faults, self.file) = (faults, file)
    }

    public var text: TextPage {
        var page = TextPage("Đã nhập \(new) hồ sơ mới, \(changed) thay đổi, \(unchanged) giữ nguyên.")
        if batchesEnqueued > 0 { page.line("\(batchesEnqueued) lô đang chờ các hồ sơ này sẽ được xử lý lại.") }
        return page
    }

    /// The rows that were not taken.
    public var warnings: TextPage {
        faults.reduce(into: TextPage()) { $0.line("\(file): \($1.vietnamese)\n\($1.english)") }
    }
}
