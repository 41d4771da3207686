import ArgumentParser
import Observability

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Chạy dịch vụ: nhận lô, số hóa, HTTP cho trạm quét. Runs the whole worker with HTTP for stations.",
        discussion: """
            Stops on SIGTERM or Ctrl-C within seconds, giving unfinished batches back; a second signal stops at once. \
            Meanwhile all other commands work on the same data home.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions
    @OptionGroup var http: HTTPOptions

    func run() async throws {
        let settings = try options.settings(http.given)
        JSONLogHandler.bootstrap(level: settings.logLevel)
        try await RunningService(settings, home: home.dataHome).run(servesHTTP: true)
    }
}

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Như serve, không có HTTP. The same as serve, without HTTP.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    func run() async throws {
        let settings = try options.settings()
        JSONLogHandler.bootstrap(level: settings.logLevel)
        try await RunningService(settings, home: home.dataHome).run(servesHTTP: false)
    }
}
