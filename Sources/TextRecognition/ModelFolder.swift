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
