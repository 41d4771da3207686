import ArgumentParser
import Basics
import DigitizationPipeline
import Dossiers
import Foundation
import Ledger
import PostalPipeline
import Presentation
import UseCases

struct RedoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo",
        abstract: "Làm lại những gì thay đổi. Makes again what a changed parameter, model or program touches.",
        discussion: """
            Looks at every current document, and at those that wait beside one, reads again the pages that would be \
            read otherwise today, and those of batches that could not be read when a program, memory or disk was missing, and \
            makes fields and PDF again where they depend on what has changed; nothing else. \
            Documents keep their identity, pages and decisions; what was made earlier stays kept. While a service runs \
            on the data home, the service does the work after everything else. A second call does nothing.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(name: .customLong("case"), help: "Mã hồ sơ. Only this case.", transform: CaseCode.argument)
    var caseCode: CaseCode?

    @Option(help: "Tên hoặc mã lô. Only this batch, by name or id.")
    var batch: String?

    @Flag(help: "Chỉ xem, không làm. Only tells what is out of date.")
    var dryRun = false

    @Option(
        help: ArgumentHelp(
            "Tệp quy trình. Pipeline file; else what the service's settings say.", valueName: "file"))
    var pipeline: String?

    @Option(help: ArgumentHelp("Tệp cấu hình. The service's settings file; else $SOHOA_CONFIG.", valueName: "file"))
    var config: String?

    @Option(help: "Số tiến trình nhận dạng. Recognizers side by side; default one a core.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256") }
    }

    func run() async throws {
        let flags = pipeline.map { [ServiceSettings.pipeline.flag: $0] } ?? [:]
        let pipeline = try ServiceOptions.settings(flags, config: config).loadedPipeline()
        let rules = try PipelineRules.load(home.dataHome)
        let workspace = try await home.openExisting()
        let scope = try await workspace.documents.redoScope(case: caseCode, batch: batch)
        let pool = try Recognizers.pool(pipeline, rules, jobs: dryRun || !workspace.isLeader ? 1 : jobs)
        let display = RedoDisplay()
        let redo = try workspace.documents.redo(
            with: Recognition(recognizer: pool, pipeline: pipeline, rules: rules), jobs: jobs,
            progress: { display.show($0, of: $1) })
        let view: RedoView
        do {
            view = dryRun ? RedoView(plan: try await redo.plan(scope)) : RedoView(report: try await redo.run(scope))
        } catch {
            display.finish()
            await pool.shutdown()
            throw error
        }
        display.finish()
        await pool.shutdown()
        let isLeader = workspace.isLeader
        try workspace.close()
        try format.print(view)
        if !isLeader, !format.isJSON, let warning = view.serviceDiffers { Print.warning(warning) }
        if view.isUnfinished { throw Failure.findings }
    }
}
