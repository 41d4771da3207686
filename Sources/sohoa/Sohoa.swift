import ArgumentParser

/// The command line. Calls and keys are stable: scripts outside the project use them.
@main
struct Sohoa: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sohoa",
        abstract: "Số hóa hồ sơ một cửa. Digitizes scanned dossiers and attaches them to their cases.",
        subcommands: [
            CasesCommand.self, DigitizeCommand.self, RedoCommand.self, ExportCommand.self, SearchCommand.self,
            SeparatorsCommand.self, PostalCommand.self,
            WaitingCommand.self, DecideCommand.self, PagesCommand.self, ReviewCommand.self, ReuseCommand.self,
            StationsCommand.self,
            AccountsCommand.self, LoginCommand.self, LogoutCommand.self,
            ServeCommand.self, WorkerCommand.self, StatusCommand.self, ConfigCommand.self, JobsCommand.self,
            VerifyCommand.self, AuditCommand.self, BackupCommand.self, RestoreCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var running = command as? any AsyncParsableCommand {
                try await Interruption.cancelling { try await running.run() }
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }
}
