import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger

struct StationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations",
        abstract: "Trạm quét và mã truy cập. Scan stations and the tokens that they hand batches over with.",
        subcommands: [Add.self, Token.self, Revoke.self, List.self])

    /// What every change takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Người thực hiện. Who does it; kept with the record.")
        var by: String?

        /// Who decides, as the record shows it.
        var person: String { Actor.systemAccount(claiming: by).name }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Thêm trạm quét. Adds a scan station.")

        @OptionGroup var subject: Subject
        @Argument(help: "Tên trạm. The station's name.", transform: StationName.argument) var name: StationName

        func run() async throws {
            let (name, person) = (name, subject.person)
            let office = try subject.home.open(by: subject.by)
            let isNew = try await office.ledger.write {
                try $0.addStation(name, by: person, at: office.now())
            }
            if subject.format.isJSON {
                try Print.json(Added(station: name.rawValue, new: isNew))
            } else {
                Print.line(isNew ? "Đã thêm trạm \(name)." : "Trạm \(name) đã có.")
            }
        }

        private struct Added: Encodable {
            var station: String
            var new: Bool
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cấp mã truy cập cho trạm; chỉ hiện một lần. Makes a token; it is shown once.")

        @OptionGroup var subject: Subject
        @Argument(help: "Tên trạm. The station's name.", transform: StationName.argument) var name: StationName

        func run() async throws {
            let (name, person) = (name, subject.person)
            let office = try subject.home.openExisting(by: subject.by)
            let token = try await office.ledger.write {
                try $0.issueToken(for: name, by: person, at: office.now())
            }
            if subject.format.isJSON {
                try Print.json(Issued(station: name.rawValue, id: token.id.rawValue, token: token.text))
            } else {
                Print.line(token.text)
                let notice = "Hãy lưu mã này vào trạm \(name) ngay; mã không hiện lại được."
                Print.error("\(notice)\nThu hồi / to revoke it: sohoa stations revoke \(token.id)\n")
            }
        }

        private struct Issued: Encodable {
            var station: String
            var id: String
            var token: String
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thu hồi mã truy cập. Ends a token at once.")

        @OptionGroup var subject: Subject
        @Argument(help: "Mã số của mã truy cập, xem sohoa stations list. The token's id.") var id: String

        func run() async throws {
            let (id, person) = (TokenID(rawValue: id), subject.person)
            let office = try subject.home.openExisting(by: subject.by)
            let record = try await office.ledger.write {
                try $0.revokeToken(id, by: person, at: office.now())
            }
            if subject.format.isJSON {
                try Print.json(Item.Token(record))
            } else {
                Print.line("Đã thu hồi mã \(record.id) của trạm \(record.station).")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê trạm và mã truy cập. Lists stations and tokens.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        func run() async throws {
            let (stations, tokens) = try await home.openExisting().ledger.read { (try $0.stations(), try $0.tokens()) }
            let items = stations.map { station in
                Item(station, tokens: tokens.filter { $0.station == station.name })
            }
            if format.isJSON { try Print.json(items) } else { printText(items) }
        }

        private func printText(_ items: [Item]) {
            for item in items {
                Print.line(item.name)
                Print.table(item.tokens.map(\.cells), indent: 2)
            }
            Print.line(items.isEmpty ? "Chưa có trạm nào." : "\(items.count) trạm")
        }
    }

    /// A station as it is listed.
    struct Item: Encodable, Sendable {
        struct Token: Encodable, Sendable {
            var id: String
            var createdAt: Int64
            var createdBy: String
            var lastUsedAt: Int64?
            var revokedAt: Int64?
            var revokedBy: String?

            init(_ record: TokenRecord) {
                id = record.id.rawValue
                createdAt = record.createdAt.milliseconds
                createdBy = record.createdBy
                lastUsedAt = record.lastUsedAt?.milliseconds
                revokedAt = record.revokedAt?.milliseconds
                revokedBy = record.revokedBy
            }

            var cells: [String] {
                let used = lastUsedAt.map { "dùng lần cuối \(Self.text($0))" } ?? "chưa dùng"
                let end = revokedAt.map { "đã thu hồi \(Self.text($0)) (\(revokedBy ?? ""))" } ?? "còn hiệu lực"
                return [id, "cấp \(Self.text(createdAt)) (\(createdBy))", used, end]
            }

            private static func text(_ milliseconds: Int64) -> String {
                LocalTime.text(Instant(milliseconds: milliseconds))
            }
        }

        var name: String
        var createdAt: Int64
        var createdBy: String
        var tokens: [Token]

        init(_ station: Station, tokens: [TokenRecord]) {
            name = station.name.rawValue
            createdAt = station.createdAt.milliseconds
            createdBy = station.createdBy
            self.tokens = tokens.map(Token.init)
        }
    }
}

extension StationName {
    /// Takes a station's name from the command line.
    static func argument(_ text: String) throws -> StationName {
        guard let name = StationName(rawValue: text) else {
            throw ValidationError(
                "Tên trạm không hợp lệ: \(text) — up to 64 letters a-z, digits, -, _ and ., a letter or digit first")
        }
        return name
    }
}
