import DocumentModel
import RecognizerProtocol
import TextRecognition

/// The reader with its loaded model. Loading takes longer than reading a line, so it is kept until another model is
/// asked for.
struct PageReaders {
    private var language: String
    private var engine: RecognitionEngine
    private var reader: PageReader

    /// - Throws: ``Ending``.
    init(language: String) throws {
        self.language = language
        engine = RecognitionOptions().engine
        reader = try Self.load(language, engine)
    }

    /// - Throws: ``Ending``.
    mutating func reader(for options: RecognitionOptions) throws -> PageReader {
        if options.language != language || options.engine != engine {
            reader = try Self.load(options.language, options.engine)
            language = options.language
            engine = options.engine
        }
        return reader
    }

    /// - Throws: ``Ending``.
    func modelDigests() throws -> [String: String] {
        do {
            return try ModelDigests.digests(
                language: language, second: reader.secondModel, folder: reader.modelFolder)
        } catch {
            throw Ending(code: RecognizerExitCode.unavailable, message: "cannot read the model \(language): \(error)")
        }
    }

    private static func load(_ language: String, _ engine: RecognitionEngine) throws -> PageReader {
        do {
            return try PageReader(language: language, engine: engine)
        } catch {
            throw Ending(
                code: RecognizerExitCode.unavailable,
                message: "Tesseract has no model \(language); Debian: tesseract-ocr-\(language)")
        }
    }
}
