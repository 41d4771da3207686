import ArgumentParser
import DigitizationPipeline
import Foundation
import Ledger
import PostalPipeline
import Presentation
import UseCases

struct DigitizeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digitize",
        abstract: "Số hóa các lô quét. Takes batches in, attaches documents to their cases, waits for the end.",
        discussion: """
            A batch is a folder of TIFF, JPEG, PNG and PDF files, or one such file, with separator sheets or a \
            batch.json. Handing in a batch again changes nothing; an interrupted one goes on where it stopped.
            """)

    @OptionGroup var home: HomeOption
    @OptionGroup var format: FormatOption

    @Option(help: "Quầy quét. Scan station; else what batch.json says.")
    var station: String?

    @Option(help: ArgumentHelp("Tệp quy trình. Pipeline file, see Pipelines/digitize.yaml.", valueName: "file"))
    var pipeline: String?

    @Option(help: "Số tiến trình nhận dạng. Recognizers side by side; default one a core.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    @Argument(help: "Thư mục hoặc tệp của lô quét. Folders or files, each one batch.")
    var batches: [String]

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256") }
    }

    func run() async throws {
        let pipeline = try pipeline.map(PipelineFile.load) ?? Pipeline()
        let rules = try PipelineRules.load(home.dataHome)
        let workspace = try await home.open()
        let pool = try Recognizers.pool(pipeline, rules, jobs: jobs)
        let display = ProgressDisplay()
        let started = ContinuousClock.now
        let results = try await workspace.batches.digitize(
            batches, station: station, with: Recognition(recognizer: pool, pipeline: pipeline, rules: rules),
            jobs: jobs,
            progress: { display.note($0) })
        display.finish()
        await pool.shutdown()
        try await workspace.batches.fileWaitingSlips()
        let elapsed = ContinuousClock.now - started
        let found = try await workspace.batches.findings(results.compactMap { $0.outcome?.batch.id })
        try workspace.close()
        try format.print(
            DigitizeView(
                DigitizeReport(
                    results: results, elapsed: elapsed, issues: found.issues, waiting: found.waiting,
                    asides: found.asides)))
        let failures = results.compactMap(\.failure)
        for failure in failures { Print.refusal(failure.refusal) }
        if !failures.isEmpty { throw Failure.notFound }
    }
}
