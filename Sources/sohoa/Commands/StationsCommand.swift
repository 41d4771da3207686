import ArgumentParser
import Basics
import Dossiers
import Foundation
import Ledger
import Presentation
import UseCases

struct StationsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stations",
        abstract: "Trạm quét và mã truy cập. Scan stations and the tokens that they hand batches over with.",
        subcommands: [Add.self, Agency.self, Token.self, Revoke.self, List.self])

    /// What every change takes.
    struct Subject: ParsableArguments {
        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Người thực hiện. Who does it; once there are accounts, only oneself: see sohoa login.")
        var by: String?
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Thêm trạm quét. Adds a scan station.")

        @OptionGroup var subject: Subject
        @Argument(help: "Tên trạm. The station's name.", transform: StationName.argument) var name: StationName

        @Option(
            help: ArgumentHelp(
                "Cơ quan của trạm, ví dụ H40.16. Whose papers are scanned there; else only who sees everything sees them.",
                valueName: "code"), transform: AgencyScope.argument)
        var agency: AgencyScope?

        func run() async throws {
            let isNew = try await subject.home.open(by: subject.by).stations.add(name, agency: agency)
            try subject.format.print(AddedStationView(name, isNew: isNew))
        }
    }

    struct Agency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gán cơ quan cho trạm. Says whose papers are scanned at a station.",
            discussion: """
                Pages that no registered case has are a matter of the station's agency. What was scanned before is so, too, \
                unless it is another agency's already.
                """)

        @OptionGroup var subject: Subject
        @Argument(help: "Tên trạm. The station's name.", transform: StationName.argument) var name: StationName
        @Argument(help: "Mã cơ quan, hoặc none. Its code as case codes have it, or none.") var agency: String

        func run() async throws {
            let agency = agency == "none" ? nil : try AgencyScope.argument(agency)
            try await subject.home.openExisting(by: subject.by).stations.setAgency(agency, of: name)
            try subject.format.print(StationAgencyView(name, agency: agency))
        }
    }

    struct Token: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cấp mã truy cập cho trạm; chỉ hiện một lần. Makes a token; it is shown once.")

        @OptionGroup var subject: Subject
        @Argument(help: "Tên trạm. The station's name.", transform: StationName.argument) var name: StationName

        func run() async throws {
            let token = try await subject.home.openExisting(by: subject.by).stations.issueToken(for: name)
            let view = IssuedTokenView(token, for: name)
            try subject.format.print(view)
            if !subject.format.isJSON { Print.warning(view.notice) }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thu hồi mã truy cập. Ends a token at once.")

        @OptionGroup var subject: Subject
        @Argument(help: "Mã số của mã truy cập, xem sohoa stations list. The token's id.") var id: String

        func run() async throws {
            let stations = try await subject.home.openExisting(by: subject.by).stations
            try subject.format.print(RevokedTokenView(try await stations.revokeToken(TokenID(rawValue: id))))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê trạm và mã truy cập. Lists stations and tokens.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        func run() async throws {
            let stations = try await home.openExisting().stations.list()
            try format.print(stations.map { StationView($0.station, tokens: $0.tokens) })
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
