import ArgumentParser
import DigitizationPipeline
import Presentation

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Cấu hình dịch vụ. Settings of the service.",
        subcommands: [ConfigCheckCommand.self])
}

struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Cấu hình đang có hiệu lực và nguồn của nó. What is in force, and where it came from.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions
    @OptionGroup var http: HTTPOptions
    @OptionGroup var format: FormatOption

    func run() async throws {
        let settings = try options.settings(http.given)
        _ = try settings.loadedPipeline()
        let (home, rules) = (home.dataHome, try PipelineRules.load(home.dataHome).rules)
        try format.print(
            settings.inForce.map { setting in
                SettingView(
                    key: setting.key, value: setting.value, origin: setting.origin.description,
                    variable: setting.variable, flag: "--\(setting.flag)", expected: setting.expected)
            } + rules.map { SettingView(rule: $0.subject, file: $0.file, origin: home.pipelineRules) })
    }
}

extension PipelineRules.Rule {
    /// For which papers it is.
    fileprivate var subject: String {
        "pipeline \(procedure ?? "*")/\(component?.rawValue ?? "*") from \(from)"
    }
}
