import Basics
import DigitizationPipeline
import Presentation
import UseCases

/// Starts the recognizer children that were installed with this program.
enum Recognizers {
    /// - Parameter rules: the other pipelines for which they must do.
    /// - Throws: `Refusal` when `sohoa-recognizer` is not beside the program.
    static func pool(
        _ pipeline: Pipeline, _ rules: PipelineRules = PipelineRules(), jobs: Int
    ) throws -> RecognizerPool {
        guard let executable = RecognizerConfiguration.installedExecutable() else {
            throw Refusal.recognizerMissing
        }
        let needs = rules.recognizerNeeds(with: pipeline)
        return try RecognizerPool(
            RecognizerConfiguration(
                executable: executable, slots: jobs, language: needs.language,
                memoryLimit: needs.memoryLimitMegabytes))
    }
}
