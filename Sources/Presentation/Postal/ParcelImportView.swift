import Basics
import PostalChannel
import PostalPipeline

/// What an import of our parcels came to.
public struct ParcelImportView: View {
    struct Fault: Encodable {
        var row: Int
        var code: String
        var field: String
        var detail: String
    }

    var new: Int
    var changed: Int
    var unchanged: Int
    /// Why the channel is not open to parcels' procedures.
    var refused: [String]
    var errors: [Fault]
    /// What cannot be right in rows that were registered.
    var doubts: [Fault]

    private let result: PostalService.ParcelImport
    private let file: String

    private enum CodingKeys: CodingKey {
        case new, changed, unchanged, refused, errors, doubts
    }

    public init(_ result: PostalService.ParcelImport, file: String) {
        (self.result, self.file) = (result, file)
        new = result.registration.added
        changed = result.registration.changed
        unchanged = result.registration.unchanged
        refused = Set(result.legs.refused.map(\.english)).sorted()
        errors = result.faults.map {
            Fault(row: $0.row, code: $0.code.rawValue, field: $0.field, detail: $0.english)
        }
        doubts = result.doubts.map {
            Fault(row: $0.row, code: $0.code.rawValue, field: $0.field, detail: $0.english)
        }
    }

    /// Whether rows were not taken. What a closed period keeps as it was is told, and no fault of the file.
    public var hasFaults: Bool { result.faults.contains { $0.code != .closedPeriod } }

    public var text: TextPage {
        TextPage("Đã nhập \(new) bưu gửi mới, \(changed) thay đổi, \(unchanged) giữ nguyên.")
    }

    private static let maxDoubts = 50

    /// What was not taken as it is written, and what cannot be right.
    public var warnings: TextPage {
        var page = TextPage()
        for text in Set(result.legs.refused.map { "\($0.vietnamese)\n\($0.english)" }).sorted() {
            page.line(ShownText(lines: text))
        }
        for doubt in result.doubts.prefix(Self.maxDoubts) {
            page.line("\(file): \(doubt.vietnamese)\n\(doubt.english)")
        }
        if result.doubts.count > Self.maxDoubts {
            page.line("\(file): … \(result.doubts.count) dòng cần xem lại (--format json)")
        }
        for fault in result.faults { page.line("\(file): \(fault.vietnamese)\n\(fault.english)") }
        return page
    }
}
