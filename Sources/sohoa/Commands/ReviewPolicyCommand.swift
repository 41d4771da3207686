import ArgumentParser
import DocumentModel
import Dossiers
import Presentation
import UseCases

extension ReviewCommand {
    struct Policy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Quy tắc kiểm tra. What people have to see; shown, or changed for what comes from now on.")

        @OptionGroup var home: HomeOption
        @OptionGroup var format: FormatOption

        @Option(help: "Người quyết định. Who decides; kept with the decision.")
        var by: String?

        @Option(help: "Tỷ lệ rút mẫu, 0 đến 1. Share of the sure documents that is drawn for a look, 0 to 1.")
        var sample: Double?

        @Option(
            help: ArgumentHelp(
                "Khi nào xem một trường. When a field is checked: always, if_unsure or never.", valueName: "NAME=WHEN"))
        var field: [String] = []

        func validate() throws { _ = try checks() }

        private func checks() throws -> [(FieldName, ReviewPolicy.Check)] {
            try field.map { text in
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2, let check = ReviewPolicy.Check(rawValue: parts[1]) else {
                    let checks = ReviewPolicy.Check.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("Không hợp lệ: \(text) — NAME=WHEN, one of \(checks)")
                }
                return (try ReviewCommand.field(parts[0]), check)
            }
        }

        func run() async throws {
            let review = try await home.openExisting(by: by).review
            var policy = try await review.policy()
            let checks = try checks()
            if sample != nil || !checks.isEmpty {
                if let sample { policy.sampleShare = sample }
                for (name, check) in checks { policy.fields[name] = check }
                try await review.setPolicy(policy)
            }
            try format.print(ReviewPolicyView(policy))
        }
    }
}
