import Foundation

/// Where models are installed. Tesseract finds them too, but only by loading one, which takes longer than all else that
/// a recognizer does when it starts.
enum ModelFolder {
    /// Where Debian puts them, newest first, and where Tesseract built from source does.
    private static let installed = [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata",
        "/usr/local/share/tessdata",
    ]

    /// The folder that Tesseract would load a model from; `nil` when only Tesseract itself can tell.
    ///
    /// - Parameters:
    ///   - language: the model's name.
    ///   - environment: of the process: `TESSDATA_PREFIX` names the only folder that counts.
    static func holding(
        _ language: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        let candidates = environment["TESSDATA_PREFIX"].map { [$0] } ?? installed
        return candidates.first { FileManager.default.isReadableFile(atPath: "\($0)/\(language).traineddata") }
    }
}

/// The models that are asked for a second opinion.
enum SecondModel {
    /// Name of a model of the same language that was trained otherwise; `nil` where none is known.
    ///
    /// Debian's `tesseract-ocr-script-viet` has the same characters as `vie` in a network three times as large.
    static func name(for language: String) -> String? { language == "vie" ? "Vietnamese" : nil }

    /// Its file in a folder of models; `nil` where it is not installed, and lines are read by one model alone.
    static func path(for language: String, in folder: String) -> String? {
        name(for: language).map { "\(folder)/\($0).traineddata" }
            .flatMap { FileManager.default.isReadableFile(atPath: $0) ? $0 : nil }
    }
}
