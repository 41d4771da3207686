import ArgumentParser
import DigitizationPipeline
import Foundation
import Ledger
import PostalPipeline
import Presentation

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
        let office = try home.open()
        let pool = try Recognizers.pool(pipeline, rules, jobs: jobs)
        let display = ProgressDisplay()
        let digitizer = Digitizer(
            office: office, recognizer: pool, pipeline: pipeline, rules: rules, jobs: jobs,
            followUp: { [.filingSlips(of: $0)] }, progress: { display.note($0) })
        try await digitizer.rescue()
        let started = ContinuousClock.now
        let results = try await digitizeAll(digitizer)
        display.finish()
        await pool.shutdown()
        try await PostalWork.fileWaitingSlips(PostalDesk(office: office))
        let report = try await DigitizeReport(
            results: results, elapsed: ContinuousClock.now - started, ledger: office.ledger)
        try office.ledger.close()
        try format.print(DigitizeView(report))
        let failures = results.compactMap(\.failure)
        for failure in failures { Print.refusal(failure.refusal) }
        if !failures.isEmpty { throw Failure.notFound }
    }

    /// Batches go two at a time, so that no recognizer is idle while the last pages of a batch are read. A batch that
    /// fails does not stop the others.
    private func digitizeAll(_ digitizer: Digitizer) async throws -> [BatchResult] {
        try await withThrowingTaskGroup(of: (Int, BatchResult).self) { group in
            var results = [BatchResult?](repeating: nil, count: batches.count)
            var next = 0
            func start() {
                guard next < batches.count else { return }
                let (index, path, station) = (next, batches[next], station)
                group.addTask { (index, try await BatchResult(path: path, station: station, digitizer)) }
                next += 1
            }
            for _ in 0..<2 { start() }
            while let (index, result) = try await group.next() {
                results[index] = result
                start()
            }
            return results.compactMap { $0 }
        }
    }
}

extension BatchResult {
    /// Takes one path of the command line in.
    fileprivate init(path: String, station: String?, _ digitizer: Digitizer) async throws {
        self.init(path: path)
        do {
            outcome = try await digitizer.digitize(path, station: station)
        } catch let error as IntakeError {
            failure = error
        }
    }
}
