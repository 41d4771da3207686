import ArgumentParser
import PostalPipeline
import UseCases

struct PostalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "postal",
        abstract: "Kênh bưu chính công ích. Parcels, the post's statements, and their differences.",
        subcommands: [
            Import.self, Statement.self, Columns.self, Statements.self, Reconcile.self, Report.self,
            Breaks.self, Assign.self, Investigate.self, Propose.self, Approve.self, Reject.self, Close.self,
            Reopen.self, Complain.self, Note.self, Match.self, Unmatch.self, ClosePeriod.self, ReopenPeriod.self,
            Handover.self, Labels.self, Slips.self, Codes.self, LegCommand.self, Events.self,
        ])
}

extension HomeOption {
    /// Opens the postal channel of the data home and makes the home when there is none.
    func openPost(by: String? = nil) async throws -> Workspace.Postal { try await open(by: by).postal() }

    /// Opens the postal channel of a data home that is there.
    /// - Throws: `Refusal` when there is none.
    func openExistingPost(by: String? = nil) async throws -> Workspace.Postal {
        try await openExisting(by: by).postal()
    }
}
