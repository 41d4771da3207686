import ArgumentParser
import Basics
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Presentation
import Spreadsheets
import UseCases

extension PostalCommand {
    struct Columns: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "columns",
            abstract:
                "Xem, xác nhận hoặc sửa các cột của bảng kê. Shows, confirms or sets what a statement's columns are.",
            discussion: """
                Without --confirm or --set it only shows what is in force for the file. What is confirmed is remembered for
                the operator and for this form of heading. With --set the file is read anew; what was read before is kept.
                A file that waits is read with --confirm as it is, sums that differ and cells that cannot be read accepted.
                Beside role=column: date_order=month_first or day_first, also for one column (delivered.date_order=…);
                unit=1000 for money in thousands, also for one column (fee.unit=1000).
                Roles: \(ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")).
                """)

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(name: .customLong("operator"), help: "Đơn vị bưu chính. Short name of the postal operator.")
        var operatorName = "VNPOST"

        @Option(
            name: .customLong("set"),
            help: ArgumentHelp(
                "Chỉ định một cột, ví dụ tracking=B. Says which column holds what.", valueName: "role=column"))
        var settings: [String] = []

        @Flag(help: "Xác nhận các cột đang dùng. Confirms the columns in force.")
        var confirm = false

        @Option(help: "Người xác nhận. Who confirms; once there are accounts, only oneself: see sohoa login.")
        var by: String?

        @Argument(help: "Tệp bảng kê. The statement's file.", completion: .file())
        var file: String

        func run() async throws {
            let post = try await home.openPost(by: by)
            let writing = try settings.compactMap(Self.writing)
            let changes = try settings.filter { try Self.writing($0) == nil }.map(Self.change)
            let isSet = !settings.isEmpty
            let tables = try await post.columns(
                at: file, operatorName: operatorName, changes: changes, writing: writing, confirms: confirm || isSet)
            try format.print(StatementColumnsView(tables.tables, tables.source))
            guard confirm || isSet else { return }
            let taken = try await post.importStatement(
                at: file,
                options: StatementOptions(operatorName: operatorName, isReadAnew: isSet, isAccepted: confirm))
            var shown = tables.tables
            if !format.isJSON { Print.page(StatementText(taken, file: file).text(unlessShown: &shown)) }
        }

        /// `date_order=month_first`, `delivered.date_order=day_first`, `unit=1000`, `fee.unit=1000`; `nil` for anything else.
        private static func writing(_ text: String) throws -> WritingChange? {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let key = parts[0].split(separator: ".").last else { return nil }
            let owner = parts[0].split(separator: ".").dropLast().first.map(String.init)
            let role = owner.flatMap(ColumnRole.init(rawValue:))
            guard key == "date_order" || key == "unit" else { return nil }
            guard owner == nil || role != nil else {
                throw ValidationError("Không có vai trò cột: \(owner ?? "") — not a role, as in delivered.date_order")
            }
            if key == "date_order" {
                guard let order = DateCell.Order(rawValue: parts[1]) else {
                    throw ValidationError("date_order: day_first hoặc month_first, không phải \(parts[1])")
                }
                return .dateOrder(order, role)
            }
            guard let unit = Int(parts[1]), [1, 1_000, 1_000_000].contains(unit) else {
                throw ValidationError("unit: 1, 1000 hoặc 1000000 đồng, không phải \(parts[1])")
            }
            return .unit(unit, role)
        }

        /// `tracking=B`, `surcharge=G+H`, or `note=` for none.
        private static func change(_ text: String) throws -> ColumnChange {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let role = ColumnRole(rawValue: String(parts[0])) else {
                throw ValidationError("Không có vai trò cột: \(text) — not role=column, as in tracking=B")
            }
            let columns = try parts[1].split(separator: "+").map { letters in
                guard let range = CellRange("\(letters.uppercased())1") else {
                    throw ValidationError("Không có cột: \(letters) — not a column's letters, as in B")
                }
                return range.columns.lowerBound
            }
            return ColumnChange(role: role, columns: columns)
        }
    }

    struct Statements: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "statements", abstract: "Các bảng kê đã nhận. The statements that were taken.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Số bảng kê nhiều nhất. Most statements; all when it is not given.")
        var limit: Int?

        @Option(help: "Sau bảng kê này. Only those after this one, by its identity.")
        var after: String?

        func validate() throws {
            guard limit.map({ $0 > 0 }) ?? true else {
                throw ValidationError("--limit phải lớn hơn 0 — a number above 0")
            }
        }

        func run() async throws {
            let (records, naming) = try await home.openExistingPost().statements(after: after, limit: limit)
            try format.print(StatementListView(records, naming: naming))
        }
    }
}
