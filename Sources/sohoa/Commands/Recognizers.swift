import DigitizationPipeline

/// Starts the recognizer children that were installed with this program.
enum Recognizers {
    /// - Throws: ``UserError`` when `sohoa-recognizer` is not beside the program.
    static func pool(_ pipeline: Pipeline, jobs: Int) throws -> RecognizerPool {
        guard let executable = RecognizerConfiguration.installedExecutable() else {
            throw UserError(
                .failed, "Thiếu chương trình sohoa-recognizer bên cạnh sohoa.",
                "The program sohoa-recognizer must stand beside sohoa; install both.")
        }
        return try RecognizerPool(
            RecognizerConfiguration(
                executable: executable, slots: jobs, language: pipeline.readPages.recognition.language,
                memoryLimit: pipeline.readPages.memoryLimitMegabytes))
    }
}
