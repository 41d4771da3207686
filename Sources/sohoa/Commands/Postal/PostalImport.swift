import ArgumentParser
import Foundation
import PostalPipeline

extension PostalCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Nhập bưu gửi của cơ quan (CSV, XLSX). Imports our parcels.",
            discussion: """
                Columns, by the names in the first row: parcel_id, leg (intake or return), case_codes (| between),
                tracking, service, recipient, address, province, phone, weight_g, fee, cod, handed_over, deadline,
                manifest_id, our_status, our_delivered_at. What is there already stays; what has changed gets a new
                version.
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Argument(help: "Tệp .csv hoặc .xlsx. Our parcels.", completion: .file())
        var file: String

        func run() async throws {
            guard FileManager.default.fileExists(atPath: file) else {
                throw UserError(.notFound, "Không tìm thấy tệp: \(file)", "No such file: \(file)")
            }
            let result = try await home.openPostalDesk().importParcels(path: file)
            if format.isJSON {
                try Print.json(Summary(result))
            } else {
                let counts = result.registration
                Print.line(
                    "Đã nhập \(counts.added) bưu gửi mới, \(counts.changed) thay đổi, \(counts.unchanged) giữ nguyên.")
            }
            let refused = Set(result.legs.refused.map { "\($0.vietnamese)\n\($0.english)\n" })
            for text in refused.sorted() { Print.error(text) }
            for doubt in result.doubts.prefix(Self.mostDoubts) {
                Print.error("\(file): \(doubt.vietnamese)\n\(doubt.english)\n")
            }
            if result.doubts.count > Self.mostDoubts {
                Print.error("\(file): … \(result.doubts.count) dòng cần xem lại (--format json)\n")
            }
            for fault in result.faults { Print.error("\(file): \(fault.vietnamese)\n\(fault.english)\n") }
            // What a closed period keeps as it was is told, and no fault of the file.
            if result.faults.contains(where: { $0.code != .closedPeriod }) {
                throw ExitCode(Failure.Code.badInput.rawValue)
            }
        }

        private static let mostDoubts = 50

        private struct Summary: Encodable {
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

            init(_ result: PostalDesk.ParcelImport) {
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
        }
    }
}
