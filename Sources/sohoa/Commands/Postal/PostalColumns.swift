import ArgumentParser
import Dossiers
import Foundation
import Ledger
import PostalChannel
import PostalPipeline
import Spreadsheets

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

        @Option(help: "Người xác nhận. Who confirms; else the account's name.")
        var by: String?

        @Argument(help: "Tệp bảng kê. The statement's file.", completion: .file())
        var file: String

        func run() async throws {
            guard FileManager.default.fileExists(atPath: file) else {
                throw UserError(.notFound, "Không tìm thấy tệp: \(file)", "No such file: \(file)")
            }
            let desk = try home.openPostalDesk(by: by)
            let writing = try settings.compactMap(Self.writing)
            let changes = try settings.filter { try Self.writing($0) == nil }.map(Self.change)
            let isSet = !settings.isEmpty
            let tables = try await desk.columns(
                path: file, operatorName: operatorName, changes: changes, writing: writing,
                confirmedBy: confirm || isSet ? Actor.systemAccount(claiming: by).name : nil)
            if format.isJSON {
                try Print.json(tables.tables.flatMap(StatementView.columns))
            } else {
                for table in tables.tables { StatementText.printColumns(table, tables.source) }
            }
            guard confirm || isSet else { return }
            let taken = try await desk.takeStatement(
                path: file,
                options: StatementOptions(
                    operatorName: operatorName, isReadAnew: isSet, isAccepted: confirm,
                    person: Actor.systemAccount(claiming: by).name))
            var shown = tables.tables
            if !format.isJSON { StatementText.print(taken, file: file, unlessShown: &shown) }
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
            let desk = try home.openExistingPostalDesk()
            let (limit, after) = (limit ?? .max, after)
            let (records, naming) = try await desk.office.ledger.read { tx in
                let last = try after.flatMap { try tx.statement(StatementID(rawValue: $0)) }
                if let after, last == nil {
                    throw UserError(.notFound, "Không có bảng kê \(after).", "There is no statement \(after).")
                }
                return (try tx.statements(after: last, limit: limit), try tx.breakNaming())
            }
            if format.isJSON {
                return try Print.json(
                    records.map { record in
                        var view = StatementView(record, file: record.source.fileName)
                        view.number = naming.file(of: record.id)
                        return view
                    })
            }
            Print.table(
                records.map { record in
                    [
                        naming.file(of: record.id).map(String.init) ?? "", record.id.rawValue, record.source.fileName,
                        "\(record.totals.lines) dòng",
                        record.totals.fee.description, record.totals.collected.description,
                        record.state.vietnamese,
                    ]
                })
            for record in records where record.state == .awaitingColumns { Self.printWaiting(record) }
            for record in records where record.state == .complete {
                for difference in StatementFindings(record)?.differences ?? [] {
                    let column = ColumnRole(rawValue: difference.column)?.vietnamese ?? difference.column
                    Print.line(
                        "\(record.source.fileName): nhận dù dòng tổng ghi \(Dong(difference.stated)) ở cột \(column), "
                            + "cộng các dòng được \(Dong(difference.added))\(record.answers.by.map { " (\($0))" } ?? "")."
                    )
                }
            }
        }

        /// Why a statement waits, and how it is answered.
        private static func printWaiting(_ record: StatementRecord) {
            Print.line("\(record.source.fileName) (\(record.id)) chờ xác nhận:")
            let problems = StatementFindings(record)?.problems ?? []
            for problem in problems { Print.line("  ! \(problem.text)") }
            if problems.contains(where: { !$0.isAboutOthers }) { Print.line("  sohoa postal columns …") }
            if problems.contains(where: \.isAboutOthers) {
                Print.line(
                    "  sohoa postal statement \(record.id) --corrects … | --amends … | --beside | --dismiss")
            }
        }
    }
}
