import Foundation

/// The model that recognizers ask for a second opinion: reading goes on without it, and is a little worse.
public enum RecognitionModels {
    /// Names what is missing; stable. What to do is told by `Presentation`.
    public static let lackOfSecond = "second_model_missing"

    /// Where models are installed, as the recognizer looks for them.
    static let folders = [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
        "/usr/local/share/tessdata",
    ]

    /// Whether the model for a language is there and the second one is not. Blocks briefly.
    ///
    /// - Parameter environment: of the process: `TESSDATA_PREFIX` names the only folder that counts.
    public static func lacksSecond(
        language: String = "vie", environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Bool {
        guard language == "vie" else { return false }
        let candidates = environment["TESSDATA_PREFIX"].map { [$0] } ?? folders
        guard let folder = candidates.first(where: { isReadable("\($0)/vie.traineddata") }) else { return false }
        return !isReadable("\(folder)/Vietnamese.traineddata")
    }

    private static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}
