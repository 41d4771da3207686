import DigitizationPipeline

/// Starts the recognizer children that were installed with this program.
enum Recognizers {
    /// - Parameter rules: the other pipelines for which they must do.
    /// - Throws: ``UserError`` when `sohoa-recognizer` is not beside the program.
    static func pool(
        _ pipeline: Pipeline, _ rules: PipelineRules = PipelineRules(), jobs: Int
    ) throws -> RecognizerPool {
        guard let executable = RecognizerConfiguration.installedExecutable() else {
            throw UserError(
                .failed, "Thiếu chương trình sohoa-recognizer bên cạnh sohoa.",
                "The program sohoa-recognizer must stand beside sohoa; install both.")
        }
        let needs = rules.recognizerNeeds(with: pipeline)
        return try RecognizerPool(
            RecognizerConfiguration(
                executable: executable, slots: jobs, language: needs.language,
                memoryLimit: needs.memoryLimitMegabytes))
    }
}
