import ArgumentParser
import DigitizationPipeline

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
        if format.isJSON {
            return try Print.json(settings.inForce.map(Row.init) + rules.map { Row($0, home.pipelineRules) })
        }
        Print.table(
            [["THAM SỐ / SETTING", "GIÁ TRỊ / VALUE", "NGUỒN / FROM", "BIẾN / VARIABLE", "CỜ / FLAG", "NHẬN / TAKES"]]
                + settings.inForce.map {
                    [$0.key, $0.value ?? "—", $0.origin.description, $0.variable, "--\($0.flag)", $0.expected]
                } + rules.map { [$0.subject, $0.file, home.pipelineRules] })
    }

    private struct Row: Encodable, Sendable {
        var key: String
        var value: Nullable<String>
        var origin: String
        var variable: String
        var flag: String

        init(_ setting: SettingInForce) {
            key = setting.key
            value = Nullable(setting.value)
            origin = setting.origin.description
            variable = setting.variable
            flag = "--\(setting.flag)"
        }

        init(_ rule: PipelineRules.Rule, _ origin: String) {
            key = rule.subject
            value = Nullable(rule.file)
            self.origin = origin
            variable = ""
            flag = ""
        }
    }
}

extension PipelineRules.Rule {
    /// For which papers it is.
    fileprivate var subject: String {
        "pipeline \(procedure ?? "*")/\(component?.rawValue ?? "*") from \(from)"
    }
}
